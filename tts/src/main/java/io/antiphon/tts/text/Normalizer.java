package io.antiphon.tts.text;

import io.antiphon.tts.text.Token.Here;
import io.antiphon.tts.text.Token.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns English as written into English as said: numbers, times, dates, money, abbreviations, telephone
 * numbers, addresses and spelled words. What a word is read as depends on its neighbours, but every word
 * keeps its own part of what is said, so that a place in the sound can be told in the words of the text.
 *
 * <p>Knows no state; may be used by any thread.
 */
public final class Normalizer {

    // The first that has something to say wins, so the narrower comes before the wider.
    private static final List<Reading> READINGS = List.of(
            TimesAndDates::time, TimesAndDates::date, TimesAndDates::year,
            Normalizer::abbreviation, RomanNumerals::read, Spelling::phone, Amounts::money,
            Amounts::range, TimesAndDates::range, TimesAndDates::bareYear, Amounts::quantity,
            Amounts::unit,
            Spelling::address, Spelling::letters, here -> Spelling.runByRun(here.core()));

    private Normalizer() {}

    /** What is said for the text. */
    public static SpokenText normalize(String text) {
        List<Token> tokens = Lexicon.words(text).stream().map(Token::of).toList();
        var words = new ArrayList<SpokenText.Word>();
        var silent = new StringBuilder();
        for (int at = 0; at < tokens.size(); at++) {
            var here = new Here(tokens, at);
            List<String> said = read(here);
            String written = here.token().written();
            if (!said.isEmpty()) {
                words.add(new SpokenText.Word(silent + written, stopped(said, here)));
                silent.setLength(0);
            } else if (words.isEmpty()) {
                silent.append(written).append(' ');
            } else {
                // A dash of its own is part of the word before it, lest it be lost from the text.
                var last = words.removeLast();
                words.add(new SpokenText.Word(last.written() + " " + written, last.said()));
            }
        }
        return new SpokenText(words);
    }

    private static List<String> read(Here here) {
        for (Reading reading : READINGS) {
            List<String> said = reading.of(here);
            if (!said.isEmpty()) {
                return said;
            }
        }
        return List.of();
    }

    private static List<String> stopped(List<String> said, Here here) {
        Token token = here.token();
        boolean abbreviated = token.pointed() && (Lexicon.TITLES.contains(token.lower())
                || Lexicon.MAYBE_LAST.contains(token.lower()));
        boolean within = Lexicon.TITLES.contains(token.lower()) || !here.isLast();
        boolean noStop = token.stop().equals(".")
                && ((abbreviated && within) || isNumberSign(here));
        if (noStop || token.stop().isEmpty()) {
            return said;
        }
        var stopped = new ArrayList<>(said);
        stopped.add(stopped.removeLast() + token.stop());
        return stopped;
    }

    private static List<String> abbreviation(Here here) {
        String word = here.token().lower();
        if (isNumberSign(here)) {
            return List.of("number");
        }
        String shorthand = Lexicon.SHORTHAND.get(word);
        if (shorthand != null) {
            return Lexicon.words(shorthand);
        }
        if (word.equals("dr") && isBehindHouseNumber(here)) {
            return List.of("drive");
        }
        if (word.equals("st") && here.token().pointed()) {
            // "St. Mary" is a saint, "Main St." a street.
            return List.of(here.isLast() && !here.behind().isEmpty() ? "saint" : "street");
        }
        boolean known = here.token().pointed() || Lexicon.POINTLESS.contains(word);
        if (!known || isOrdinary(here, word)) {
            return List.of();
        }
        return Lexicon.words(Lexicon.ABBREVIATIONS.getOrDefault(word, ""));
    }

    /** "12 Elm Dr." is a street; "2 visits, Dr. Smith" is not, for a name stands behind it. */
    private static boolean isBehindHouseNumber(Here here) {
        boolean numbered = here.before(2).matches("\\d+") || here.before(3).matches("\\d+");
        boolean named = !here.behind().isEmpty() && here.token().stop().equals(".")
                && here.isLast();
        return numbered && !named;
    }

    /** "Back in a sec.", "it would mar.": words that only look like abbreviations. */
    private static boolean isOrdinary(Here here, String word) {
        boolean needsNumber = List.of("min", "sec", "hr").contains(word);
        boolean behindNumber = here.before().chars().anyMatch(Character::isDigit);
        boolean needsCapital = List.of("mon", "mar", "jun", "sat", "sun", "ln", "col", "gen", "fig")
                .contains(word);
        return (needsNumber && !behindNumber)
                || (needsCapital && Character.isLowerCase(here.core().charAt(0)));
    }

    /** "No. 5", as opposed to "No. I can't." */
    private static boolean isNumberSign(Here here) {
        return here.token().lower().equals("no") && here.token().pointed()
                && !here.behind().isEmpty() && Character.isDigit(here.behind().charAt(0));
    }
}
