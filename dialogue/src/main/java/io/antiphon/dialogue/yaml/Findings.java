package io.antiphon.dialogue.yaml;

import static java.util.stream.Collectors.joining;

import io.antiphon.dialogue.extract.word.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file, so that its author hears of all of it at once. */
public final class Findings {

    private final String file;
    private final List<YamlProblem> problems = new ArrayList<>();

    public Findings(String file) {
        this.file = file;
    }

    public void add(int line, int column, String path, String message) {
        problems.add(new YamlProblem(file, line, column, path, message));
    }

    public void add(YamlNode at, String path, String message) {
        add(at.line(), at.column(), path, message);
    }

    /** Something was to be one of these and is not. */
    public void addUnknown(YamlNode at, String path, String found, String what,
            Collection<String> expected) {
        add(at, path, "found \"" + found + "\", expected " + what + ": "
                + expected.stream().collect(joining(", ")) + meant(found, expected));
    }

    static String meant(String found, Collection<String> expected) {
        return Spelling.closest(found, expected)
                .map(close -> "; did you mean \"" + close + "\"?")
                .orElse("");
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    public List<YamlProblem> inOrder() {
        return problems.stream()
                .sorted(Comparator.comparingInt(YamlProblem::line)
                        .thenComparingInt(YamlProblem::column))
                .toList();
    }
}
