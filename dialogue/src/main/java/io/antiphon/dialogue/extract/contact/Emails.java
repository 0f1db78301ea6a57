package io.antiphon.dialogue.extract.contact;

import static io.antiphon.dialogue.extract.word.Sequence.is;
import static io.antiphon.dialogue.extract.word.Sequence.word;

import io.antiphon.dialogue.extract.number.Numbers;
import io.antiphon.dialogue.extract.spell.Spelled;
import io.antiphon.dialogue.extract.word.Corrections;
import io.antiphon.dialogue.extract.word.Found;
import io.antiphon.speech.Recognition.Word;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Addresses of mail: "anna dot miller at example dot com", "a n n a underscore m at g mail dot com". */
public final class Emails {

    private static final double PLAIN = 0.8;
    /** Spelled, or with a dot that was not said: there is more to mishear. */
    private static final double DOUBTFUL = 0.6;
    private static final double TYPED = 1;
    private static final Pattern FORM = Pattern.compile(
            "[a-z0-9_+-]+(\\.[a-z0-9_+-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,24}");
    private static final Map<String, String> SIGNS = Map.of("dot", ".", "point", ".", "period", ".",
            "underscore", "_", "dash", "-", "hyphen", "-", "minus", "-", "plus", "+");
    /** Where the address begins behind, for they introduce it. */
    private static final Set<String> INTRODUCING = Set.of("is", "it", "to", "my", "address",
            "email",
            "mail", "yes", "so", "okay", "um", "uh", "under", "that", "the", "please", "at", "for",
            "me", "sure", "would", "be", "of", "use", "have", "well", "its", "are", "yeah",
            Word.UNKNOWN);
    private static final Set<String> HESITATING = Set.of("um", "uh", "er", "erm", "hm");
    /** Even next to "at" no part of an address. */
    private static final Set<String> NEVER = Set.of("is", "it", "please", "that", Word.UNKNOWN);
    private static final Set<String> MAILERS = Set.of("gmail", "gmx", "hotmail", "yahoo", "outlook",
            "icloud", "aol", "web", "proton");
    private static final Set<String> ENDINGS = Set.of("com", "de", "net", "org", "uk", "eu", "at",
            "ch", "fr", "io", "info");
    private static final int LONGEST = 24;

    private Emails() {}

    /** The address; malformed where an address was meant and has not the form of one. */
    public static Optional<Found> in(List<String> words, boolean asked) {
        var fluent = words.stream().filter(word -> !HESITATING.contains(word)).toList();
        return Corrections.latest(fluent, Emails::address)
                .or(() -> asked && isMeant(fluent)
                        ? Optional.of(Found.malformed(""))
                        : Optional.empty());
    }

    private static boolean isMeant(List<String> words) {
        boolean at = words.contains("at") && words.size() >= 3;
        boolean typed = words.stream().anyMatch(word -> word.contains("@"));
        return typed || words.contains("dot") || (at && words.contains("mail")) || (at
                && words.stream().anyMatch(MAILERS::contains));
    }

    private static Optional<Found> address(List<String> words) {
        for (int i = words.size() - 1; i >= 0; i--) {
            String word = words.get(i);
            if (word.indexOf('@') > 0 && FORM.matcher(word).matches()) {
                return Optional.of(new Found(word, aloud(word), TYPED));
            }
            if (word.equals("at")) {
                var found = around(words, i);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Found> around(List<String> words, int at) {
        var domain = domain(words, at + 1);
        String local = local(words, at);
        String address = local + "@" + domain.text();
        if (!FORM.matcher(address).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Found(address, aloud(address),
                domain.guessed() || isDoubtful(words, start(words, at), at) ? DOUBTFUL : PLAIN));
    }

    /** Spelled letters, and words with no sign between them, are heard less well. */
    private static boolean isDoubtful(List<String> words, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean joined = i + 1 < to && !SIGNS.containsKey(words.get(i))
                    && !SIGNS.containsKey(words.get(i + 1));
            if (joined || words.get(i).length() == 1) {
                return true;
            }
        }
        return false;
    }

    /** What stands before "at", as far as it can belong to an address. */
    private static String local(List<String> words, int at) {
        var text = new StringBuilder();
        int i = start(words, at);
        if (is(words, i - 1, Word.UNKNOWN)) {
            // Who knows how much of it was not understood.
            return "";
        }
        while (i < at) {
            i = part(words.subList(0, at), i, text);
        }
        return text.toString();
    }

    private static int start(List<String> words, int at) {
        int from = at;
        while (from > 0 && at - from < LONGEST && belongs(words, from - 1, from < at)) {
            from--;
        }
        return from;
    }

    private static boolean belongs(List<String> words, int i, boolean inner) {
        String word = words.get(i);
        if (NEVER.contains(word)) {
            return false;
        }
        // "Mail at example dot com", "so dot what": beside a sign any word may be meant.
        boolean besideSign = !inner || SIGNS.containsKey(word(words, i + 1));
        return SIGNS.containsKey(word) || besideSign || !INTRODUCING.contains(word);
    }

    /** Appends what a word, or a spelled run, is in an address; answers the place behind it. */
    private static int part(List<String> words, int i, StringBuilder text) {
        String word = words.get(i);
        if (SIGNS.containsKey(word)) {
            text.append(SIGNS.get(word));
            return i + 1;
        }
        if (is(words, i, "under") && is(words, i + 1, "score")) {
            text.append('_');
            return i + 2;
        }
        if (spells(words, i)) {
            int end = spelled(words, i, text);
            if (end > i) {
                return end;
            }
        }
        text.append(word.replace("'", ""));
        return i + 1;
    }

    private static boolean spells(List<String> words, int i) {
        String word = words.get(i);
        return word.length() == 1 || word.equals("double") || word.equals("capital")
                || is(words, i + 1, "as") || Numbers.isNumber(word);
    }

    private static int spelled(List<String> words, int i, StringBuilder text) {
        int end = i;
        while (end < words.size() && !SIGNS.containsKey(words.get(end))) {
            end++;
        }
        var run = Spelled.at(words.subList(0, end), is(words, i, "capital") ? i + 1 : i);
        text.append(run.text().toLowerCase(Locale.ROOT));
        return run.text().isEmpty() ? i : run.end();
    }

    /** A domain, and whether a dot was put in that nobody said. */
    private record Domain(String text, boolean guessed) {}

    private static Domain domain(List<String> words, int start) {
        var text = new StringBuilder();
        int i = start;
        while (i < words.size() && i - start < LONGEST && !isDot(words.get(i))) {
            if (!text.isEmpty() && ENDINGS.contains(words.get(i))) {
                return new Domain(text + "." + words.get(i), true);
            }
            i = part(words, i, text);
        }
        while (i + 1 < words.size() && isDot(words.get(i)) && i - start < LONGEST) {
            i = label(words, i + 1, text.append('.'));
        }
        return new Domain(text.toString(), false);
    }

    /** Behind a dot there is one word, or letters one by one. */
    private static int label(List<String> words, int start, StringBuilder text) {
        int end = start;
        while (word(words, end).length() == 1) {
            text.append(words.get(end));
            end++;
        }
        if (end == start) {
            text.append(words.get(start));
        }
        return Math.max(end, start + 1);
    }

    private static boolean isDot(String word) {
        return word.equals("dot") || word.equals("point") || word.equals("period");
    }

    /** "M dot smith at gmail dot com" is said again like that. */
    private static String aloud(String address) {
        var aloud = new StringBuilder();
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            aloud.append(switch (c) {
                case '.' -> " dot ";
                case '@' -> " at ";
                case '_' -> " underscore ";
                case '-' -> " dash ";
                case '+' -> " plus ";
                default -> Character.isDigit(c) ? " " + Numbers.spoken(c - '0') + " " : c;
            });
        }
        return aloud.toString().replaceAll(" +", " ").strip();
    }
}
