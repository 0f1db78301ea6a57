package io.antiphon.dialogue.knowledge.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.dialogue.knowledge.spec.DocumentSet.Source;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentSetReaderTest {

    private final Findings findings = new Findings("t.yaml");

    @Test
    void pathsStandAloneOrWithTags() {
        assertEquals(List.of(new Source("leaflet.pdf", Set.of(), 2, 5),
                new Source("handbook/**.md", Set.of("printing", "paper"), 3, 5)), read("""
                        documents:
                          - leaflet.pdf
                          - path: handbook/**.md
                            tags: [printing, paper]
                        """).sources());
        assertEquals(List.of(), findings.inOrder());
    }

    @Test
    void aTemplateNeedsNoDocuments() {
        assertEquals(List.of(), read("agent: desk\n").sources());
        assertEquals(List.of(), findings.inOrder());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            documents: leaflet.pdf            | t.yaml:1:12: documents: found "leaflet.pdf", expected a list of paths
            documents: [sheet.xls]            | t.yaml:1:13: documents[0]: found "sheet.xls", expected a file that ends with one of .txt, .md, .markdown, .html, .htm, .pdf, .docx
            documents: [[a.md]]               | t.yaml:1:13: documents[0]: found a list, expected a path, or path and tags
            documents: [{path: a.md, tag: x}] | t.yaml:1:26: documents[0].tag: unknown key, expected one of path, tags; did you mean "tags"?
            documents: [{tags: [x]}]          | t.yaml:1:13: documents[0].path: missing, expected a text
            documents: ['']                   | t.yaml:1:13: documents[0]: found nothing, expected a path
            """)
    void mistakesAreToldWithTheirPlace(String yaml, String problem) {
        read(yaml);
        assertEquals(List.of(problem),
                findings.inOrder().stream().map(Object::toString).toList());
    }

    @Test
    void aBrokenGlobIsAMistake() {
        read("documents: ['{a.md']");
        assertEquals(1, findings.inOrder().size());
    }

    private DocumentSet read(String yaml) {
        var root = new YamlTree(findings).parse(yaml).orElseThrow();
        return new DocumentSetReader(findings).read("desk", Path.of("/agents"),
                new Section(findings, root, ""));
    }
}
