package io.antiphon.dialogue.knowledge.read;

import io.antiphon.dialogue.knowledge.read.Block.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * What a page shows. What it hides, its scripts and its navigation are left out; a term that is defined is a heading of
 * its definition.
 */
final class Html {

    private static final Set<String> LEFT_OUT = Set.of("script", "style", "nav", "noscript",
            "template", "svg", "button", "select", "input", "textarea", "iframe", "object");
    private static final int TERM = 7;
    private static final int DEEPEST = 256;

    private final Outline outline = new Outline();
    private final StringBuilder line = new StringBuilder();
    private Kind kind = Kind.PARAGRAPH;
    private int depth;

    private Html() {}

    static Document read(String fileName, byte[] bytes) throws Unreadable {
        try {
            // In the encoding that the page names, otherwise UTF-8.
            return read(fileName, Jsoup.parse(new ByteArrayInputStream(bytes), null, ""));
        } catch (IOException e) {
            throw new Unreadable("is no HTML: " + e.getMessage(), e);
        }
    }

    static Document read(String fileName, String html) throws Unreadable {
        return read(fileName, Parser.htmlParser().parseInput(html, ""));
    }

    private static Document read(String fileName, org.jsoup.nodes.Document page) throws Unreadable {
        var html = new Html();
        html.walk(page.body());
        html.flush();
        html.outline.title(page.title());
        return html.outline.document(fileName);
    }

    private void walk(Element parent) throws Unreadable {
        if (++depth > DEEPEST) {
            throw new Unreadable("is nested deeper than " + DEEPEST + " levels; simplify it");
        }
        for (var child : parent.childNodes()) {
            visit(child);
        }
        depth--;
    }

    private void visit(Node node) throws Unreadable {
        if (node instanceof TextNode text) {
            line.append(text.getWholeText());
        } else if (node instanceof Element element && isShown(element)) {
            element(element);
        }
    }

    private void element(Element element) throws Unreadable {
        var name = element.normalName();
        if (name.equals("br")) {
            line.append(' ');
        } else if (!element.isBlock()) {
            walk(element);
        } else if (name.matches("h[1-6]")) {
            flush();
            outline.heading(name.charAt(1) - '0', element.text());
        } else if (name.equals("dt")) {
            flush();
            outline.heading(TERM, element.text());
        } else if (name.equals("table")) {
            flush();
            table(element);
        } else {
            block(element, name.equals("li") ? Kind.ITEM : kind);
        }
    }

    private void block(Element element, Kind inside) throws Unreadable {
        flush();
        var outside = kind;
        kind = inside;
        walk(element);
        flush();
        kind = outside;
    }

    /** Row by row; a table whose cells are pages of their own is walked through instead. */
    private void table(Element table) throws Unreadable {
        if (!table.select("table table, td p ~ p, td h1, td h2, td h3, td ul").isEmpty()) {
            for (var cell : table.select("> * > tr > td, > * > tr > th")) {
                block(cell, kind);
            }
            return;
        }
        List<String> names = List.of();
        for (var row : table.select("tr")) {
            var cells = row.select("> td, > th")
                    .stream()
                    .filter(Html::isShown)
                    .map(Element::text)
                    .toList();
            if (row.select("> td").isEmpty()) {
                names = cells;
            } else {
                outline.block(Kind.ROW, Rows.told(names, cells));
            }
        }
    }

    private void flush() throws Unreadable {
        outline.block(kind, line.toString());
        line.setLength(0);
    }

    private static boolean isShown(Element element) {
        var style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
        return !LEFT_OUT.contains(element.normalName()) && !element.hasAttr("hidden")
                && !element.attr("aria-hidden").equals("true")
                && !style.contains("display:none") && !style.contains("visibility:hidden");
    }
}
