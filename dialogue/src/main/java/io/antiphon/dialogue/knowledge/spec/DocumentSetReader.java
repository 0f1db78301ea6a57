package io.antiphon.dialogue.knowledge.spec;

import io.antiphon.dialogue.knowledge.read.Format;
import io.antiphon.dialogue.knowledge.spec.DocumentSet.Source;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlNode;
import io.antiphon.dialogue.yaml.YamlNode.Entries;
import io.antiphon.dialogue.yaml.YamlNode.Items;
import io.antiphon.dialogue.yaml.YamlNode.Text;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * Reads {@code documents} of a template: a list of paths and globs, each alone or as {@code path} with {@code tags}.
 * Whether the files are there is not asked here.
 */
public final class DocumentSetReader {

    private static final String KEY = "documents";

    private final Findings findings;

    public DocumentSetReader(Findings findings) {
        this.findings = findings;
    }

    /**
     * The documents that a template names; what is wrong with them is among the findings.
     *
     * @param folder of the template
     */
    public DocumentSet read(String agent, Path folder, Section template) {
        var sources = new ArrayList<Source>();
        template.value(KEY).ifPresent(node -> read(node, template.path(KEY), sources));
        return new DocumentSet(agent, folder, sources);
    }

    private void read(YamlNode node, String path, List<Source> sources) {
        if (!(node instanceof Items list)) {
            findings.add(node, path, "found " + node.kind() + ", expected a list of paths");
            return;
        }
        for (int i = 0; i < list.items().size(); i++) {
            var item = list.items().get(i);
            var source = source(item, path + "[" + i + "]");
            if (isUsable(source, item, path + "[" + i + "]")) {
                sources.add(source);
            }
        }
    }

    private Source source(YamlNode item, String path) {
        return switch (item) {
            case Text text -> new Source(text.text().strip(), Set.of(), text.line(), text.column());
            case Entries _ -> {
                var section = new Section(findings, item, path);
                var pattern = section.text("path");
                var tags = Set.copyOf(section.texts("tags"));
                section.refuseOthers();
                yield new Source(pattern, tags, item.line(), item.column());
            }
            case Items _ -> {
                findings.add(item, path, "found a list, expected a path, or path and tags");
                yield new Source("", Set.of(), item.line(), item.column());
            }
        };
    }

    private boolean isUsable(Source source, YamlNode item, String path) {
        var pattern = source.pattern();
        if (pattern.isEmpty()) {
            if (item instanceof Text) {
                findings.add(item, path, "found nothing, expected a path");
            }
            return false;
        }
        try {
            if (source.isGlob()) {
                FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            } else if (Format.of(Path.of(pattern).toString()).isEmpty()) {
                findings.add(item, path, "found \"" + pattern + "\", expected a file that ends with"
                        + " one of " + Format.allEnds());
                return false;
            }
            return true;
        } catch (InvalidPathException | PatternSyntaxException e) {
            findings.add(item, path, "found \"" + pattern + "\", expected a path or a glob: "
                    + e.getMessage());
            return false;
        }
    }
}
