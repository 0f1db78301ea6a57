package io.antiphon.dialogue.campaign;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is known of a call before a word is said, and stays as it is: who calls, what was dialled, what others
 * wrote on the call. Lines mention a fact as they mention a field, {@code {caller.name}}; one that is unknown
 * lets the line be passed over.
 *
 * @param values by name; nothing that is empty
 */
public record Facts(Map<String, String> values) {

    public static final Facts NONE = new Facts(Map.of());

    public static final String NUMBER = "caller.number";
    public static final String NAME = "caller.name";
    public static final String DIALLED = "call.dialled";
    public static final String FIRST_DIALLED = "call.first-dialled";
    public static final String REDIRECTED_FROM = "call.redirected-from";
    public static final String REDIRECTED_BECAUSE = "call.redirected-because";
    /** Before the name of a header in lower case. */
    public static final String HEADER = "header.";

    private static final List<String> FIXED = List.of(NUMBER, NAME, DIALLED, FIRST_DIALLED,
            REDIRECTED_FROM, REDIRECTED_BECAUSE);
    private static final Pattern OF_A_HEADER = Pattern
            .compile("header\\.(x-[a-z0-9-]+|user-to-user)");

    public Facts {
        values = Map.copyOf(values);
    }

    /** Whether a name in a template is that of a fact, known in this call or not. */
    public static boolean isName(String name) {
        return FIXED.contains(name) || OF_A_HEADER.matcher(name).matches();
    }

    /** What a template may mention, for whoever got it wrong. */
    public static String expected() {
        return String.join(", ", FIXED) + ", header.x-... or header.user-to-user";
    }
}
