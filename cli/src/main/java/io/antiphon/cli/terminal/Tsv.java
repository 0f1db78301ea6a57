package io.antiphon.cli.terminal;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Values between tabs, one record a line: for {@code cut}, {@code awk} and spreadsheets. */
public final class Tsv {

    private Tsv() {}

    /** A line; what would break it out of its field is a blank. */
    public static String row(String... fields) {
        return Arrays.stream(fields)
                .map(field -> field.replaceAll("[\\t\\r\\n]", " "))
                .collect(Collectors.joining("\t"));
    }
}
