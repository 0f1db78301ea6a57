package io.antiphon.dialogue.tool.http;

import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.Secrets;
import io.antiphon.dialogue.tool.spec.Secret;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.util.function.UnaryOperator;

/** A secret in a header, read anew for each request. */
record FixedCredentials(String engine, Secrets secrets, Secret secret, String header,
        UnaryOperator<String> form) implements Credentials {

    @Override
    public Shown show(Cancellation cancellation) {
        return secrets.read(secret)
                .<Shown>map(value -> new Shown.Header(header, form.apply(value)))
                .orElseGet(() -> new Shown.Missing(
                        new EngineFailure(Kind.REFUSED, engine, secrets.missing(secret))));
    }

    @Override
    public boolean refused(Shown shown) {
        return false;
    }
}
