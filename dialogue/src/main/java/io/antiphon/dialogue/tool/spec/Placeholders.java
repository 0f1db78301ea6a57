package io.antiphon.dialogue.tool.spec;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with {@code {argument}} in them. */
public final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_.-]*)}");

    private Placeholders() {}

    /** The arguments that a text asks for, in its order. */
    public static List<String> in(String text) {
        return PLACEHOLDER.matcher(text).results().map(each -> each.group(1)).toList();
    }

    /** The argument that is the whole text. */
    public static Optional<String> only(String text) {
        var match = PLACEHOLDER.matcher(text);
        return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
    }

    /** The text with its arguments in place, unless one of them is not there. */
    public static Optional<String> filled(String text, Function<String, Optional<String>> value) {
        boolean whole = in(text).stream().allMatch(name -> value.apply(name).isPresent());
        return whole
                ? Optional.of(PLACEHOLDER.matcher(text)
                        .replaceAll(each -> replacement(each, value)))
                : Optional.empty();
    }

    /** What the text is as an address, with something harmless in place of each argument; nothing if it is none. */
    public static Optional<URI> address(String text) {
        try {
            return filled(text, _ -> Optional.of("x")).map(URI::create)
                    .filter(uri -> uri.getRawUserInfo() == null);
        } catch (IllegalArgumentException e) {
            // Whoever asks says what was expected instead.
            return Optional.empty();
        }
    }

    private static String replacement(MatchResult each,
            Function<String, Optional<String>> value) {
        return Matcher.quoteReplacement(value.apply(each.group(1)).orElse(""));
    }
}
