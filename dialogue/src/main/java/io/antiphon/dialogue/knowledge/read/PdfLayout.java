package io.antiphon.dialogue.knowledge.read;

import io.antiphon.dialogue.knowledge.read.Block.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the lines of a PDF are to each other: headings (few words in larger letters than most), items, paragraphs, and
 * what stands at the edges of several pages, which is left out.
 */
final class PdfLayout {

    private static final float LARGER = 1.12f;
    private static final int LONGEST_HEADING = 14;
    private static final int PAGES_THAT_REPEAT = 3;
    private static final Pattern PAGE_NUMBER = Pattern.compile(
            "(?:page |seite |- )?\\d{1,4}(?: ?(?:of|/|von) ?\\d{1,4})?(?: -)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OUTER_NUMBER = Pattern.compile("^\\d+ | \\d+$");
    private static final Pattern HYPHEN = Pattern.compile("(?<=\\p{L})-$");

    private final List<PdfLine> lines;
    private final float usual;
    private final List<Integer> sizes;

    PdfLayout(List<PdfLine> lines) {
        this.lines = withoutEdges(lines);
        this.usual = usualSize(this.lines);
        var larger = new TreeSet<Integer>(Comparator.reverseOrder());
        for (var line : this.lines) {
            if (isLarge(line)) {
                larger.add(sizeAbove(line));
            }
        }
        this.sizes = List.copyOf(larger);
    }

    /** The size in which most letters are. */
    private static float usualSize(List<PdfLine> lines) {
        var letters = new HashMap<Float, Integer>();
        for (var line : lines) {
            letters.merge(line.size(), line.text().length(), Integer::sum);
        }
        return letters.entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0f);
    }

    private static List<PdfLine> withoutEdges(List<PdfLine> lines) {
        var edges = new HashMap<String, Integer>();
        for (int i = 0; i < lines.size(); i++) {
            if (isEdge(lines, i)) {
                edges.merge(edge(lines.get(i)), 1, Integer::sum);
            }
        }
        var kept = new ArrayList<PdfLine>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            boolean repeats = edges.getOrDefault(edge(line), 0) >= PAGES_THAT_REPEAT;
            boolean isNumber = PAGE_NUMBER.matcher(line.text()).matches();
            if (!isEdge(lines, i) || !(repeats || isNumber)) {
                kept.add(line);
            }
        }
        return kept;
    }

    private static boolean isEdge(List<PdfLine> lines, int place) {
        int page = lines.get(place).page();
        return place == 0 || place == lines.size() - 1 || lines.get(place - 1).page() != page
                || lines.get(place + 1).page() != page;
    }

    /**
     * Without the number of a page; with the size, so that a chapter's heading is not taken for its repetition above
     * each page.
     */
    private static String edge(PdfLine line) {
        return Math.round(line.size()) + " " + OUTER_NUMBER.matcher(line.text()).replaceAll("");
    }

    void write(Outline outline) throws Unreadable {
        for (int from = 0; from < lines.size();) {
            int to = endOfBlock(from);
            var block = lines.subList(from, to);
            outline.page(lines.get(from).page());
            var text = joined(block);
            if (isLarge(lines.get(from)) && text.split(" ").length <= LONGEST_HEADING) {
                outline.heading(sizes.indexOf(sizeAbove(lines.get(from))) + 1, text);
            } else if (PlainText.isItem(text)) {
                outline.block(Kind.ITEM, PlainText.withoutMark(text));
            } else {
                outline.block(Kind.PARAGRAPH, text);
            }
            from = to;
        }
    }

    /** A block ends where a paragraph or an item begins, or the letters change their size. */
    private int endOfBlock(int from) {
        int to = from + 1;
        while (to < lines.size() && !lines.get(to).startsParagraph()
                && !PlainText.isItem(lines.get(to).text())
                && sizeAbove(lines.get(to)) == sizeAbove(lines.get(from))) {
            to++;
        }
        return to;
    }

    /** The size of large letters; 0 of all others. */
    private int sizeAbove(PdfLine line) {
        return isLarge(line) ? Math.round(line.size()) : 0;
    }

    private boolean isLarge(PdfLine line) {
        return line.size() > usual * LARGER;
    }

    /** A word that was divided at the end of a line is one again. */
    private static String joined(List<PdfLine> block) {
        var text = new StringBuilder();
        for (var line : block) {
            boolean isDivided = HYPHEN.matcher(text).find()
                    && Character.isLowerCase(line.text().codePointAt(0));
            if (isDivided) {
                text.setLength(text.length() - 1);
            } else if (!text.isEmpty()) {
                text.append(' ');
            }
            text.append(line.text());
        }
        return text.toString();
    }
}
