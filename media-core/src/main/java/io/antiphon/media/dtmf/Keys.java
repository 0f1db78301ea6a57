package io.antiphon.media.dtmf;

/** The keys of a telephone, and the event numbers they have on the wire. */
final class Keys {

    private static final String BY_EVENT = "0123456789*#ABCD";

    private Keys() {}

    static boolean isKey(int event) {
        return event >= 0 && event < BY_EVENT.length();
    }

    static char key(int event) {
        return BY_EVENT.charAt(event);
    }

    /** -1 for what is no key. */
    static int event(char key) {
        return BY_EVENT.indexOf(Character.toUpperCase(key));
    }
}
