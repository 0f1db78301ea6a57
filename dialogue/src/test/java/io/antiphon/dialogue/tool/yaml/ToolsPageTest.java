package io.antiphon.dialogue.tool.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ToolsPageTest {

    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void examplesOfThePageAreReadWithoutAFinding() throws IOException {
        var page = Files.readString(Path.of("../docs/tools.md"));
        List<String> examples = EXAMPLE.matcher(page).results().map(each -> each.group(1)).toList();
        assertEquals(6, examples.size());
        for (var example : examples) {
            var findings = new Findings("tools.md");
            var root = new YamlTree(findings).parse(example).orElseThrow();
            var section = new Section(findings, root, "");
            var reading = new ToolsReader(findings).read(section);
            section.refuseOthers();
            assertTrue(findings.isEmpty(), () -> findings.inOrder() + "\n" + example);
            assertTrue(!reading.tools().isEmpty(), example);
        }
    }
}
