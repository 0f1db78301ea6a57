package io.antiphon.dialogue.llm.local.grammar;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a shape as llama.cpp reads it. */
public final class Gbnf {

    private final StringBuilder rules = new StringBuilder();
    private final Map<Shape, String> names = new HashMap<>();

    private Gbnf() {}

    public static String of(Shape shape) {
        var gbnf = new Gbnf();
        String root = gbnf.expression(shape);
        return "root ::= " + root + "\n" + gbnf.rules;
    }

    private String expression(Shape shape) {
        return switch (shape) {
            case Shape.Literal(var text) ->
                '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            case Shape.Letter letter -> letters(letter);
            case Shape.InOrder(var parts) -> parts.isEmpty()
                    ? "\"\""
                    : parts.stream().map(this::expression).collect(Collectors.joining(" "));
            // A rule of its own, for a choice may stand in several places.
            case Shape.OneOf choice -> rule(choice);
            case Shape.Times(var part, var least, var most) ->
                "(" + expression(part) + "){" + least + "," + most + "}";
        };
    }

    private String rule(Shape.OneOf choice) {
        var known = names.get(choice);
        if (known != null) {
            return known;
        }
        String name = "r" + names.size();
        names.put(choice, name);
        String written = choice.choices()
                .stream()
                .map(this::expression)
                .collect(Collectors.joining(" | "));
        rules.append(name).append(" ::= ").append(written).append('\n');
        return name;
    }

    private static String letters(Shape.Letter letter) {
        var written = new StringBuilder("[");
        for (int each = letter.first(); each <= letter.last(); each++) {
            if (letter.has(each)) {
                written.append(String.format("\\x%02X", each));
            }
        }
        return written.append(']').toString();
    }
}
