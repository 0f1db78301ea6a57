package io.antiphon.dialogue.campaign;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a stage, with {@code {field}} where a value belongs.
 *
 * @param say variants of what is told first; perhaps none
 * @param ask variants of the question that follows, which alone is repeated when no answer came
 * @param improvise what a language model is asked to do instead, if there is one; without it or when
 *            it fails, the lines are said as they stand
 */
public record Script(List<String> say, List<String> ask, Optional<String> improvise) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    public Script {
        say = List.copyOf(say);
        ask = List.copyOf(ask);
    }

    /** A line with the values in it, or nothing if one is not known. */
    public static Optional<String> filled(String line, Map<String, String> known) {
        return known.keySet().containsAll(placeholders(line))
                ? Optional.of(PLACEHOLDER.matcher(line)
                        .replaceAll(found -> Matcher
                                .quoteReplacement(known.getOrDefault(found.group(1), ""))))
                : Optional.empty();
    }

    /** The fields and facts that a line mentions. */
    public static List<String> placeholders(String line) {
        return PLACEHOLDER.matcher(line).results().map(found -> found.group(1)).toList();
    }
}
