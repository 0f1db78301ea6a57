package io.antiphon.dialogue.knowledge.read;

import java.util.ArrayList;
import java.util.List;

/** How the row of a table is told in words. Stateless. */
final class Rows {

    private Rows() {}

    /**
     * {@code Monday: 8 to 12, 14 to 18}; and where the columns have names and there are more than two, {@code Monday:
     * morning 8 to 12, afternoon 14 to 18}.
     *
     * @param names of the columns, in their order; perhaps fewer than there are columns
     */
    static String told(List<String> names, List<String> cells) {
        var values = new ArrayList<String>();
        for (int i = 1; i < cells.size(); i++) {
            var cell = Outline.line(cells.get(i));
            if (!cell.isEmpty()) {
                boolean named = cells.size() > 2 && i < names.size() && !names.get(i).isBlank();
                values.add(named ? Outline.line(names.get(i)) + " " + cell : cell);
            }
        }
        var first = cells.isEmpty() ? "" : Outline.line(cells.getFirst());
        if (first.isEmpty() || values.isEmpty()) {
            return first + String.join(", ", values);
        }
        return first + ": " + String.join(", ", values);
    }
}
