package io.antiphon.dialogue.history;

import java.util.ArrayList;
import java.util.List;

/** All turns of a conversation in order. Immutable. */
public record History(List<Turn> turns) {

    public static final History EMPTY = new History(List.of());

    public History {
        turns = List.copyOf(turns);
    }

    /** This history and one more turn. */
    public History and(Turn turn) {
        var more = new ArrayList<>(turns);
        more.add(turn);
        return new History(more);
    }

    /** The newest turns, so many at most. */
    public List<Turn> last(int count) {
        return turns.subList(Math.max(0, turns.size() - count), turns.size());
    }
}
