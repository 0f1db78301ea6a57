package io.antiphon.dialogue.tool.http;

import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.Secrets;
import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.spec.Auth;
import io.antiphon.dialogue.tool.spec.Source;
import io.antiphon.time.NanoClock;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Makes tools of requests. */
public record HttpTools(Line line, Secrets secrets, NanoClock clock) {

    public Tool tool(String name, Source.Http source) {
        return new HttpTool(name, source, credentials("tool " + name, source.auth()), line);
    }

    /** Shows who we are as a template says. */
    public Credentials credentials(String engine, Auth auth) {
        return switch (auth) {
            case Auth.None _ -> new NoCredentials();
            case Auth.Bearer(var key) -> new FixedCredentials(engine, secrets, key,
                    "Authorization", value -> "Bearer " + value);
            case Auth.Key(var header, var key) -> new FixedCredentials(engine, secrets, key,
                    header, value -> value);
            case Auth.Basic(var user, var password) -> new FixedCredentials(engine, secrets,
                    password, "Authorization", value -> "Basic " + Base64.getEncoder()
                            .encodeToString((user + ":" + value).getBytes(StandardCharsets.UTF_8)));
            case Auth.OAuth2 oauth2 -> new OAuth2Credentials(engine, oauth2, secrets, line, clock);
        };
    }

    /** For servers that do not ask. */
    private record NoCredentials() implements Credentials {

        @Override
        public Shown show(Cancellation cancellation) {
            return new Shown.Nothing();
        }

        @Override
        public boolean refused(Shown shown) {
            return false;
        }
    }
}
