package io.antiphon.dialogue.campaign;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is answered the same way in all conversations, without a model. */
public enum Handler {
    /** Say that again. */
    REPEAT,
    /** Slower, please. */
    SLOWER,
    /** One moment: the caller looks something up. */
    WAIT,
    /** A person, please. */
    PERSON,
    /** Are you a machine? */
    MACHINE,
    /** When are you open? */
    HOURS;

    /** The names that templates may use. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Handler::written).toList();
    }

    public static Optional<Handler> of(String written) {
        return Arrays.stream(values()).filter(each -> each.written().equals(written)).findFirst();
    }

    /** As templates write it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
