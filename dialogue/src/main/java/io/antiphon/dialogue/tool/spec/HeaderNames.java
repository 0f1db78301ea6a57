package io.antiphon.dialogue.tool.spec;

import java.util.Locale;
import java.util.Set;

/** Which headers of a request a template may set. */
public final class HeaderNames {

    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "content-length",
            "expect", "host", "upgrade", "transfer-encoding", "te", "trailer", "keep-alive");

    private HeaderNames() {}

    /** Any that is one (RFC 9110, section 5.1) and does not belong to the connection. */
    public static boolean isSettable(String name) {
        return name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
                && !OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT));
    }
}
