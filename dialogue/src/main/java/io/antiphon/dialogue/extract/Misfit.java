package io.antiphon.dialogue.extract;

/** Why something that was said for a field is no value of it. */
public enum Misfit {
    TOO_SHORT,
    TOO_LONG,
    TOO_SMALL,
    TOO_LARGE,
    IN_THE_PAST,
    TOO_FAR_AHEAD,
    /** No such day, time, address: the thirtieth of February. */
    IMPOSSIBLE,
    /** Not what the template's pattern wants. */
    WRONG_FORM
}
