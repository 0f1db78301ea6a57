package io.antiphon.dialogue.llm.local.grammar;

import java.util.List;

/** A set of texts, all of bounded length, so that an answer of that shape ends. Letters are ASCII. */
public sealed interface Shape {

    /** Exactly this. */
    record Literal(String text) implements Shape {

        public Literal {
            if (text.isEmpty() || !text.chars().allMatch(letter -> letter >= ' ' && letter < 127)) {
                throw new IllegalArgumentException("a literal is some printable ASCII");
            }
        }
    }

    /** One of the letters between two, both included, but none of {@code without}. */
    record Letter(char first, char last, String without) implements Shape {

        boolean has(int letter) {
            return letter >= first && letter <= last && without.indexOf(letter) < 0;
        }
    }

    /** One behind the other. Of nothing, it is the empty text. */
    record InOrder(List<Shape> parts) implements Shape {

        public InOrder {
            parts = List.copyOf(parts);
        }
    }

    /** Any of these. */
    record OneOf(List<Shape> choices) implements Shape {

        public OneOf {
            choices = List.copyOf(choices);
            if (choices.isEmpty()) {
                throw new IllegalArgumentException("a choice of nothing");
            }
        }
    }

    /** The same, so many times. */
    record Times(Shape part, int least, int most) implements Shape {

        public Times {
            if (least < 0 || most < least || most < 1) {
                throw new IllegalArgumentException("between " + least + " and " + most + " times");
            }
        }
    }
}
