package io.antiphon.dialogue.tool.assembly;

import io.antiphon.dialogue.tool.Secrets;
import io.antiphon.dialogue.tool.spec.Auth;
import io.antiphon.dialogue.tool.spec.Secret;
import java.util.Optional;

/** Looks whether secrets are there before anybody needs them. */
final class AuthCheck {

    private AuthCheck() {}

    static Optional<String> missing(Auth auth, Secrets secrets) {
        return switch (auth) {
            case Auth.None _ -> Optional.empty();
            case Auth.Bearer(var key) -> missing(key, secrets);
            case Auth.Key(_, var key) -> missing(key, secrets);
            case Auth.Basic(_, var password) -> missing(password, secrets);
            case Auth.OAuth2 oauth2 -> missing(oauth2.clientSecret(), secrets);
        };
    }

    static Optional<String> missing(Secret secret, Secrets secrets) {
        return secrets.read(secret).isPresent()
                ? Optional.empty()
                : Optional.of(secrets.missing(secret));
    }
}
