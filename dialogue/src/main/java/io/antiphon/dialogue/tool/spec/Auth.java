package io.antiphon.dialogue.tool.spec;

import java.net.URI;

/** How a tool shows its server who we are. */
public sealed interface Auth {

    /** Not at all. */
    record None() implements Auth {}

    /** {@code Authorization: Bearer}. */
    record Bearer(Secret key) implements Auth {}

    /** A key in a header of the server's own. */
    record Key(String header, Secret key) implements Auth {}

    /** RFC 7617. */
    record Basic(String user, Secret password) implements Auth {}

    /**
     * A token by client credentials (RFC 6749, section 4.4), fetched before the first call and again before it expires.
     *
     * @param scope perhaps empty
     */
    record OAuth2(URI tokenAddress, String clientId, Secret clientSecret, String scope)
            implements
                Auth {}
}
