package io.antiphon.dialogue.knowledge.read;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Which of a Word file's styles make a paragraph a heading. */
final class DocxStyles {

    /** Word keeps these names in every language; the ids are translated. */
    private static final Pattern HEADING = Pattern.compile("heading ([1-9])");
    private static final int TITLE = 0;

    private final Map<String, Integer> levels = new HashMap<>();

    private DocxStyles() {}

    static DocxStyles read(XMLStreamReader xml) throws XMLStreamException {
        var styles = new DocxStyles();
        String id = "";
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "style" -> id = attribute(xml, "styleId").orElse("");
                case "name" -> styles.named(id, attribute(xml, "val").orElse(""));
                case "outlineLvl" -> styles.outlined(id, attribute(xml, "val").orElse(""));
                default -> {
                    // How it looks.
                }
            }
        }
        return styles;
    }

    private void named(String id, String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        var heading = HEADING.matcher(lower);
        if (heading.matches()) {
            levels.put(id, Integer.parseInt(heading.group(1)));
        } else if (lower.equals("title")) {
            levels.put(id, TITLE);
        }
    }

    private void outlined(String id, String level) {
        level(level).ifPresent(found -> levels.putIfAbsent(id, found));
    }

    /** The level of an outline as Word counts it, from 0 to 8; 9 is text. */
    static OptionalInt level(String outlineLevel) {
        return outlineLevel.matches("[0-8]")
                ? OptionalInt.of(Integer.parseInt(outlineLevel) + 1)
                : OptionalInt.empty();
    }

    /** Level of the headings of a style; 0 is the document's title. */
    OptionalInt headingOf(String id) {
        var level = Optional.ofNullable(levels.get(id))
                .or(() -> Optional.ofNullable(HEADING_IDS.get(id.toLowerCase(Locale.ROOT))));
        return level.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /** For files without a list of styles. */
    private static final Map<String, Integer> HEADING_IDS = Map.of("title", TITLE, "heading1", 1,
            "heading2", 2, "heading3", 3, "heading4", 4);

    static Optional<String> attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return Optional.of(xml.getAttributeValue(i));
            }
        }
        return Optional.empty();
    }
}
