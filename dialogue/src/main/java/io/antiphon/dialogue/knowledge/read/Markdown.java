package io.antiphon.dialogue.knowledge.read;

import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** CommonMark with tables. It is read as the HTML that it stands for, with whatever HTML is in it. */
final class Markdown {

    private static final List<org.commonmark.Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(TABLES).build();

    private Markdown() {}

    static Document read(String fileName, byte[] bytes) throws Unreadable {
        return Html.read(fileName,
                RENDERER.render(PARSER.parse(withoutHead(PlainText.utf8(bytes)))));
    }

    /** Without the settings that some programs keep between dashes at the top. */
    private static String withoutHead(String text) {
        if (!text.startsWith("---\n") && !text.startsWith("---\r\n")) {
            return text;
        }
        int end = text.indexOf("\n---", 3);
        return end < 0 ? text : text.substring(end + 4);
    }
}
