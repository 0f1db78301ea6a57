package io.antiphon.tts.text;

import io.antiphon.tts.text.Token.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Reads what is said letter by letter or digit by digit, and everything else run by run. */
final class Spelling {

    private static final Pattern EMAIL = Pattern.compile("[\\w.+%-]+@[\\w-]+(\\.[\\w-]+)+");
    private static final Pattern WEB = Pattern.compile(
            "(?i)(?:https?://)?((?:www\\.)?[\\w-]+(?:\\.[\\w-]+)*\\.(?:com|org|net|io|edu|gov|info|dev|app|ai|co|uk|de|eu|us))(/[\\w./-]*)?");
    private static final Pattern DOTTED = Pattern.compile("(?:\\p{L}\\.)+\\p{L}");
    private static final Pattern HYPHENED = Pattern.compile("(?:\\p{L}-)+\\p{L}");
    private static final Pattern CAPITALS = Pattern.compile("[A-Z]{2,5}(s|'s)?");
    private static final Pattern CODE = Pattern.compile("(?=.*\\d)(?=.*[A-Z])[A-Z0-9-]{2,}");
    private static final Pattern DIGITS = Pattern.compile("\\d{3,}");
    private static final Pattern PHONE_PART = Pattern.compile("[+(]?\\d[\\d().-]*");
    private static final int PHONE_DIGITS = 7;
    private static final Set<String> BEFORE_DIGITS = Set.of(
            "code", "pin", "extension", "ext", "room", "flight", "account", "order", "ticket",
            "reference", "zip", "ending", "number");
    private static final Set<String> BEFORE_LETTERS = Set.of("plan", "option", "vitamin", "grade",
            "letter", "section", "gate", "terminal");

    private Spelling() {}

    /** Whether the token belongs to a telephone number, alone or together with its neighbours. */
    private static boolean isPhone(Here here) {
        if (!PHONE_PART.matcher(here.token().written()).lookingAt()) {
            return false;
        }
        int from = here.at();
        while (from > 0 && isPhonePart(here, from - 1)
                && here.tokens().get(from - 1).stop().isEmpty()) {
            from--;
        }
        int digits = 0;
        int at = from;
        boolean more = true;
        while (more && at < here.tokens().size() && isPhonePart(here, at)) {
            digits += NumberWords.digits(here.tokens().get(at).core()).size();
            more = here.tokens().get(at).stop().isEmpty();
            at++;
        }
        return at > here.at() && digits >= PHONE_DIGITS;
    }

    private static boolean isPhonePart(Here here, int at) {
        Token token = here.tokens().get(at);
        return PHONE_PART.matcher(token.core()).matches();
    }

    static List<String> phone(Here here) {
        boolean announced = isAnnounced(here);
        if (!announced && !isPhone(here)) {
            return List.of();
        }
        var words = new ArrayList<String>();
        if (here.core().startsWith("+")) {
            words.add("plus");
        }
        // A breath between the groups makes a number easier to write down.
        for (String group : runs(here.core(), Character::isDigit)) {
            if (!words.isEmpty() && !words.getLast().equals("plus")) {
                words.add(words.removeLast() + ",");
            }
            words.addAll(NumberWords.digits(group));
        }
        if (!announced && !words.isEmpty() && goesOn(here)) {
            words.add(words.removeLast() + ",");
        }
        return words;
    }

    /** Whether words before say that these digits are to be read one by one. */
    private static boolean isAnnounced(Here here) {
        return DIGITS.matcher(here.core()).matches() && (BEFORE_DIGITS.contains(here.before())
                || BEFORE_DIGITS.contains(here.before(2)));
    }

    /** Whether another group of the number follows. */
    private static boolean goesOn(Here here) {
        return here.token().stop().isEmpty() && here.at() + 1 < here.tokens().size()
                && isPhonePart(here, here.at() + 1);
    }

    static List<String> address(Here here) {
        if (EMAIL.matcher(here.core()).matches()) {
            return dotted(here.core());
        }
        var web = WEB.matcher(here.core());
        if (!web.matches() || !here.core().contains(".")) {
            return List.of();
        }
        String path = web.group(2) == null ? "" : web.group(2).replaceAll("/$", "");
        return dotted(web.group(1) + path);
    }

    private static List<String> dotted(String address) {
        var words = new ArrayList<String>();
        var run = new StringBuilder();
        for (int i = 0; i <= address.length(); i++) {
            char c = i < address.length() ? address.charAt(i) : ' ';
            if (Character.isLetterOrDigit(c)) {
                run.append(c);
                continue;
            }
            if (!run.isEmpty()) {
                words.addAll(run.toString().equals("www")
                        ? Lexicon.letters("www")
                        : runByRun(run.toString().toLowerCase(Locale.ROOT)));
                run.setLength(0);
            }
            switch (c) {
                case '.' -> words.add("dot");
                case '@' -> words.add("at");
                case '-' -> words.add("dash");
                case '_' -> words.add("underscore");
                case '+' -> words.add("plus");
                case '/' -> words.add("slash");
                default -> {
                    /* Nothing is said for it. */ }
            }
        }
        return words;
    }

    /** Initialisms, single letters, letters with points or hyphens, codes such as "AB12". */
    static List<String> letters(Here here) {
        String core = here.core();
        if (DOTTED.matcher(core).matches() || HYPHENED.matcher(core).matches()) {
            return Lexicon.letters(core);
        }
        boolean letter = core.length() == 1 && Character.isUpperCase(core.charAt(0))
                && (!"AI".contains(core) || BEFORE_LETTERS.contains(here.before())
                        || isAmongLetters(here));
        if (letter) {
            return Lexicon.letters(core);
        }
        if (CODE.matcher(core).matches()) {
            return code(core);
        }
        return List.of();
    }

    /** "A N N A": what could be a word is a letter beside one that could not, or beside another such. */
    private static boolean isAmongLetters(Here here) {
        return isCapital(here, here.at() - 1) || isCapital(here, here.at() + 1);
    }

    private static boolean isCapital(Here here, int at) {
        if (at < 0 || at >= here.tokens().size()) {
            return false;
        }
        String core = here.tokens().get(at).core();
        return core.length() == 1 && Character.isUpperCase(core.charAt(0));
    }

    private static List<String> code(String core) {
        var words = new ArrayList<String>();
        for (String run : runs(core, c -> Character.isLetter(c) || Character.isDigit(c))) {
            for (String part : parts(run)) {
                words.addAll(codePart(part));
            }
        }
        return words;
    }

    private static List<String> codePart(String part) {
        if (!Character.isDigit(part.charAt(0))) {
            return part.length() <= 3
                    ? Lexicon.letters(part)
                    : List.of(part.toLowerCase(Locale.ROOT));
        }
        return part.length() <= 2 ? NumberWords.written(part) : NumberWords.digits(part);
    }

    /** What is said for a text about which nothing is known: its words, numbers and signs in turn. */
    static List<String> runByRun(String text) {
        var words = new ArrayList<String>();
        for (String part : parts(text)) {
            char first = part.charAt(0);
            if (Character.isDigit(first)) {
                words.addAll(NumberWords.written(part));
            } else if (Character.isLetter(first) || first == '\'') {
                words.addAll(word(part));
            } else if (Lexicon.SYMBOLS.containsKey(first)) {
                words.add(Lexicon.SYMBOLS.getOrDefault(first, ""));
            } else if (first == '.' && !words.isEmpty()) {
                words.add("point");
            }
        }
        if (!words.isEmpty() && words.getLast().equals("point")) {
            words.removeLast();
        }
        return words;
    }

    private static List<String> word(String word) {
        if (!CAPITALS.matcher(word).matches()) {
            return List.of(word);
        }
        String lower = word.toLowerCase(Locale.ROOT);
        boolean plural = lower.length() > 2 && word.endsWith("s");
        String letters = plural ? word.substring(0, word.indexOf('s')).replace("'", "") : word;
        String known = letters.toLowerCase(Locale.ROOT);
        boolean spelled = letters.length() <= 3
                ? !Lexicon.SPOKEN_CAPITALS.contains(known)
                : Lexicon.INITIALISMS.contains(known)
                        || letters.chars().noneMatch(c -> "AEIOUY".indexOf(c) >= 0);
        if (!spelled) {
            return List.of(word.equals("OK") ? "okay" : lower);
        }
        var names = new ArrayList<>(Lexicon.letters(letters));
        if (plural) {
            names.add(names.removeLast() + "s");
        }
        return names;
    }

    private static List<String> runs(String text, IntPredicate belongs) {
        var runs = new ArrayList<String>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !belongs.test(text.charAt(i))) {
                if (i > from) {
                    runs.add(text.substring(from, i));
                }
                from = i + 1;
            }
        }
        return runs;
    }

    /** Runs of letters, runs of digits, and every other character by itself. */
    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        int from = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || kind(text.charAt(i)) != kind(text.charAt(i - 1))
                    || kind(text.charAt(i)) == 2) {
                parts.add(text.substring(from, i));
                from = i;
            }
        }
        return parts;
    }

    private static int kind(char c) {
        if (Character.isDigit(c)) {
            return 0;
        }
        boolean letter = Character.isLetter(c) || c == '\''
                || Character.getType(c) == Character.NON_SPACING_MARK;
        return letter ? 1 : 2;
    }
}
