package io.antiphon.dialogue.llm.local.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A shape as a machine that reads byte by byte and knows at each point how many more are needed. Immutable. */
public final class Automaton {

    /** Where no text of the shape begins like that. */
    public static final int NOWHERE = -1;

    private static final int START = 0;
    private static final int MOST_STATES = 20_000;

    private final int[][] next;
    private final int[] missing;

    private Automaton(int[][] next, int[] missing) {
        this.next = next;
        this.missing = missing;
    }

    /** Fails where the shape is too intricate. */
    public static Automaton of(Shape shape) {
        var sketch = new Sketch(shape);
        var numbers = new HashMap<BitSet, Integer>();
        var open = new ArrayDeque<BitSet>();
        var rows = new ArrayList<int[]>();
        var done = new BitSet();
        number(sketch.start(), numbers, open);
        while (!open.isEmpty()) {
            var states = open.remove();
            done.set(rows.size(), sketch.isEnd(states));
            rows.add(row(sketch, states, numbers, open));
            if (numbers.size() > MOST_STATES) {
                throw new IllegalArgumentException("the shape of the answer is too intricate");
            }
        }
        var next = rows.toArray(int[][]::new);
        return new Automaton(next, missing(next, done));
    }

    private static int[] row(Sketch sketch, BitSet states, Map<BitSet, Integer> numbers,
            ArrayDeque<BitSet> open) {
        int[] row = new int[Sketch.LETTERS];
        for (int letter = 0; letter < row.length; letter++) {
            var after = sketch.after(states, letter);
            row[letter] = after.isEmpty() ? NOWHERE : number(after, numbers, open);
        }
        return row;
    }

    private static int number(BitSet states, Map<BitSet, Integer> numbers,
            ArrayDeque<BitSet> open) {
        return numbers.computeIfAbsent(states, fresh -> {
            open.add(fresh);
            return numbers.size();
        });
    }

    /** From each state, the least number of bytes to an end: relaxed until nothing gets shorter. */
    private static int[] missing(int[][] next, BitSet done) {
        int[] missing = new int[next.length];
        Arrays.fill(missing, Integer.MAX_VALUE);
        done.stream().forEach(state -> missing[state] = 0);
        for (boolean shorter = true; shorter;) {
            shorter = false;
            for (int state = next.length - 1; state >= 0; state--) {
                int way = shortest(next[state], missing);
                if (way < missing[state]) {
                    missing[state] = way;
                    shorter = true;
                }
            }
        }
        return missing;
    }

    private static int shortest(int[] row, int[] missing) {
        int shortest = Integer.MAX_VALUE;
        for (int state : row) {
            if (state != NOWHERE && missing[state] < shortest) {
                shortest = missing[state] + 1;
            }
        }
        return shortest;
    }

    public int start() {
        return START;
    }

    /** Where some bytes lead to, or {@link #NOWHERE}. */
    public int after(int state, byte[] bytes) {
        int at = state;
        for (byte each : bytes) {
            if (each < 0 || at == NOWHERE) {
                return NOWHERE;
            }
            at = next[at][each];
        }
        return at;
    }

    /** How many bytes are needed at least until the text may end. */
    public int missing(int state) {
        return missing[state];
    }

    /** Whether this is a whole text of the shape. */
    public boolean accepts(byte[] text) {
        int state = after(START, text);
        return state != NOWHERE && missing[state] == 0;
    }

    /** All states that a shape's texts pass, several at a time; made from the end to the start. */
    private static final class Sketch {

        static final int LETTERS = 128;

        private final List<Step> steps = new ArrayList<>();
        private final Map<Place, Integer> made = new HashMap<>();
        private final int end;
        private final int start;

        /** Leads to {@code targets}: by a letter, or at once if there is none. */
        private record Step(Shape.Letter letter, boolean isFree, List<Integer> targets) {}

        /** A shape with what follows it. Shapes that occur in several places are made once for each. */
        private record Place(Shape shape, int behind) {}

        private static final Shape.Letter NONE = new Shape.Letter('b', 'a', "");

        Sketch(Shape shape) {
            end = step(new Step(NONE, false, List.of()));
            start = make(shape, end);
        }

        private int step(Step step) {
            steps.add(step);
            if (steps.size() > MOST_STATES) {
                throw new IllegalArgumentException("the shape of the answer is too intricate");
            }
            return steps.size() - 1;
        }

        /** The state in which a text of the shape begins that leads to {@code behind}. */
        private int make(Shape shape, int behind) {
            var place = new Place(shape, behind);
            var known = made.get(place);
            if (known != null) {
                return known;
            }
            int begin = switch (shape) {
                case Shape.Literal(var text) -> spell(text, behind);
                case Shape.Letter letter -> step(new Step(letter, false, List.of(behind)));
                case Shape.InOrder(var parts) -> {
                    int at = behind;
                    for (var part : parts.reversed()) {
                        at = make(part, at);
                    }
                    yield at;
                }
                case Shape.OneOf(var choices) -> step(new Step(NONE, true,
                        choices.stream().map(choice -> make(choice, behind)).toList()));
                case Shape.Times times -> repeat(times, behind);
            };
            made.put(place, begin);
            return begin;
        }

        private int spell(String text, int behind) {
            int at = behind;
            for (int i = text.length() - 1; i >= 0; i--) {
                var letter = new Shape.Letter(text.charAt(i), text.charAt(i), "");
                at = step(new Step(letter, false, List.of(at)));
            }
            return at;
        }

        private int repeat(Shape.Times times, int behind) {
            int at = behind;
            for (int more = times.most(); more > 0; more--) {
                int once = make(times.part(), at);
                at = more > times.least()
                        ? step(new Step(NONE, true, List.of(once, behind)))
                        : once;
            }
            return at;
        }

        BitSet start() {
            var states = new BitSet();
            enter(start, states);
            return states;
        }

        boolean isEnd(BitSet states) {
            return states.get(end);
        }

        BitSet after(BitSet states, int letter) {
            var after = new BitSet();
            states.stream()
                    .mapToObj(steps::get)
                    .filter(step -> step.letter().has(letter))
                    .forEach(step -> enter(step.targets().getFirst(), after));
            return after;
        }

        private void enter(int state, BitSet states) {
            if (states.get(state)) {
                return;
            }
            states.set(state);
            var step = steps.get(state);
            if (step.isFree()) {
                for (int target : step.targets()) {
                    enter(target, states);
                }
            }
        }
    }
}
