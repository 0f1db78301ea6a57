package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.extract.Misfit;
import java.util.List;

/** What is said about an answer that a field does not take, where the template has no words for it. */
final class Misfits {

    /** Behind a no to what was read back. */
    static final String SORRY = "I am sorry.";

    private Misfits() {}

    static List<String> lines(Field field, Misfit misfit) {
        return field.asking().invalid().isEmpty()
                ? List.of(usual(misfit))
                : List.of(field.asking().invalid().getFirst());
    }

    private static String usual(Misfit misfit) {
        return switch (misfit) {
            case TOO_SHORT -> "That seems to be too short.";
            case TOO_LONG -> "That seems to be too long.";
            case TOO_SMALL -> "That is too little.";
            case TOO_LARGE -> "That is too much.";
            case IN_THE_PAST -> "That day is over.";
            case TOO_FAR_AHEAD -> "That is too far ahead.";
            case IMPOSSIBLE -> "There is no such thing.";
            case WRONG_FORM -> "That does not look right.";
        };
    }
}
