package io.antiphon.dialogue.sense;

import io.antiphon.dialogue.campaign.AnswerKind;
import java.util.Set;

/** What a last word tells about answers that are told piece by piece: numbers, letters, addresses of mail. */
final class AnswerForm {

    private static final Set<String> ZERO = Set.of("oh", "o");
    private static final Set<String> OF_MAIL = Set.of("at", "dot", "underscore", "dash", "minus",
            "hyphen", "plus", "double", "as");
    private static final Set<String> OF_LETTERS = Set.of("double", "triple", "capital", "as",
            "like", "dash");
    private static final Set<String> OF_NUMBERS = Set.of("double", "triple", "point", "plus",
            "minus", "extension", "code");

    private AnswerForm() {}

    /** Whether a word that English does not end with may end this answer. */
    static boolean isPartOf(AnswerKind kind, String last) {
        return switch (kind) {
            case DIGITS, PHONE -> ZERO.contains(last);
            case SPELLED -> last.length() == 1 || ZERO.contains(last);
            case OPEN, YES_NO, DAY, DATE, TIME, NAME, NUMBER, MONEY, EMAIL, ADDRESS, OPTION, TEXT,
                    CHOICE, NOTHING ->
                false;
        };
    }

    /** Whether something of this answer must follow a word that English may end with. */
    static boolean wantsMore(AnswerKind kind, String last) {
        return switch (kind) {
            case DIGITS, PHONE, NUMBER, MONEY -> OF_NUMBERS.contains(last);
            case SPELLED -> OF_LETTERS.contains(last);
            case EMAIL -> OF_MAIL.contains(last);
            case OPEN, YES_NO, DAY, DATE, TIME, NAME, ADDRESS, OPTION, TEXT, CHOICE, NOTHING ->
                false;
        };
    }
}
