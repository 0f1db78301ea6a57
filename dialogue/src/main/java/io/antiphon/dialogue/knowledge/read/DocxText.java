package io.antiphon.dialogue.knowledge.read;

import io.antiphon.dialogue.knowledge.read.Block.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks once through the text of a Word file. What was deleted under revision and what is hidden is not read; the first
 * row of a table names its columns if it is marked as its head.
 */
final class DocxText {

    private final XMLStreamReader xml;
    private final DocxStyles styles;
    private final Outline outline;
    private final StringBuilder paragraph = new StringBuilder();
    private final StringBuilder run = new StringBuilder();
    private final StringBuilder cell = new StringBuilder();
    private List<String> cells = new ArrayList<>();
    private List<String> names = List.of();
    private OptionalInt heading = OptionalInt.empty();
    private boolean isItem;
    private boolean isHidden;
    private boolean isHead;
    private int tables;

    DocxText(XMLStreamReader xml, DocxStyles styles, Outline outline) {
        this.xml = xml;
        this.styles = styles;
        this.outline = outline;
    }

    void read() throws XMLStreamException, Unreadable {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
                case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
                default -> {
                    // Text counts only in its element.
                }
            }
        }
    }

    private void start(String name) throws XMLStreamException {
        switch (name) {
            case "p" -> begin();
            case "r" -> {
                run.setLength(0);
                isHidden = false;
            }
            case "t" -> run.append(xml.getElementText());
            case "tab", "br", "cr" -> run.append(' ');
            case "noBreakHyphen" -> run.append('-');
            case "vanish" -> isHidden = on();
            case "pStyle" -> heading = styles.headingOf(value());
            case "outlineLvl" -> heading = DocxStyles.level(value());
            case "numPr" -> isItem = true;
            case "tbl" -> {
                tables++;
                names = List.of();
            }
            case "tr" -> {
                cells = new ArrayList<>();
                isHead = false;
            }
            case "tblHeader" -> isHead = on();
            case "tc" -> cell.setLength(0);
            // Text boxes stand twice in a file: this is the second time.
            case "Fallback" -> skip();
            default -> {
                // How it looks.
            }
        }
    }

    private void begin() {
        paragraph.setLength(0);
        heading = OptionalInt.empty();
        isItem = false;
    }

    private boolean on() {
        return !List.of("0", "false", "off").contains(value());
    }

    private String value() {
        return DocxStyles.attribute(xml, "val").orElse("");
    }

    private void skip() throws XMLStreamException {
        for (int depth = 1; depth > 0;) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {
                    // Of no interest.
                }
            }
        }
    }

    private void end(String name) throws Unreadable {
        switch (name) {
            case "r" -> paragraph.append(isHidden ? "" : run);
            case "p" -> paragraph();
            case "tc" -> cells.add(cell.toString());
            case "tr" -> row();
            case "tbl" -> tables--;
            default -> {
                // How it looks.
            }
        }
    }

    private void paragraph() throws Unreadable {
        var text = paragraph.toString();
        if (tables > 0) {
            cell.append(cell.isEmpty() ? "" : " ").append(text);
        } else if (heading.isPresent() && heading.getAsInt() == 0) {
            outline.title(text);
        } else if (heading.isPresent()) {
            outline.heading(heading.getAsInt(), text);
        } else {
            outline.block(isItem ? Kind.ITEM : Kind.PARAGRAPH, text);
        }
    }

    private void row() throws Unreadable {
        if (isHead) {
            names = List.copyOf(cells);
        } else {
            outline.block(Kind.ROW, Rows.told(names, cells));
        }
    }
}
