package io.antiphon.cli.terminal;

import io.antiphon.cli.terminal.Terminal.Shade;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns: narrow ones as wide as they need, the others share what is left and wrap. */
public final class Table {

    private static final int GAP = 2;
    private static final int LEAST = 8;

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    public void row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(
                    cells.size() + " cells for " + columns.size() + " columns");
        }
        rows.add(List.copyOf(cells));
    }

    public void print(Terminal to) {
        int[] widths = widths(to.width());
        to.line(to.in(Shade.FAINT,
                joined(to, columns.stream().map(Column::title).toList(), widths, false)));
        for (var row : rows) {
            var cells = new ArrayList<List<String>>();
            int height = 1;
            for (int i = 0; i < widths.length; i++) {
                cells.add(wrapped(row.get(i), widths[i]));
                height = Math.max(height, cells.get(i).size());
            }
            for (int line = 0; line < height; line++) {
                int at = line;
                to.line(joined(to,
                        cells.stream().map(cell -> at < cell.size() ? cell.get(at) : "").toList(),
                        widths, true));
            }
        }
    }

    private String joined(Terminal to, List<String> cells, int[] widths, boolean shaded) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var cell = cells.get(i);
            var room = " ".repeat(Math.max(0, widths[i] - cell.length()));
            var text = shaded ? to.in(columns.get(i).shade(), cell) : cell;
            line.append(columns.get(i).right() ? room + text : text + room).append(" ".repeat(GAP));
        }
        return line.toString().stripTrailing();
    }

    private int[] widths(int total) {
        var widths = new int[columns.size()];
        int left = total - GAP * (widths.length - 1);
        int weights = 0;
        for (int i = 0; i < widths.length; i++) {
            if (columns.get(i).weight() == 0) {
                widths[i] = longest(i);
                left -= widths[i];
            }
            weights += columns.get(i).weight();
        }
        for (int i = 0; i < widths.length; i++) {
            if (columns.get(i).weight() > 0) {
                widths[i] = Math.max(LEAST, left * columns.get(i).weight() / weights);
            }
        }
        return widths;
    }

    private int longest(int column) {
        int longest = columns.get(column).title().length();
        for (var row : rows) {
            longest = Math.max(longest, row.get(column).length());
        }
        return longest;
    }

    static List<String> wrapped(String text, int width) {
        var lines = new ArrayList<String>();
        var rest = text.strip();
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int cut = space <= 0 ? width : space;
            lines.add(rest.substring(0, cut));
            rest = rest.substring(cut).strip();
        }
        lines.add(rest);
        return lines;
    }

    /**
     * One column.
     *
     * @param weight its share of the width that is left; 0 for as wide as it needs
     */
    public record Column(String title, int weight, boolean right, Shade shade) {

        public static Column narrow(String title) {
            return new Column(title, 0, false, Shade.FAINT);
        }

        public static Column number(String title) {
            return new Column(title, 0, true, Shade.STRONG);
        }

        public static Column text(String title, int weight, Shade shade) {
            return new Column(title, weight, false, shade);
        }
    }
}
