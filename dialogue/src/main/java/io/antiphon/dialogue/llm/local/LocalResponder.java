package io.antiphon.dialogue.llm.local;

import io.antiphon.dialogue.llm.local.engine.Request;
import io.antiphon.dialogue.respond.Declined;
import io.antiphon.dialogue.respond.Prompt;
import io.antiphon.dialogue.respond.Responder;
import io.antiphon.dialogue.respond.Response;
import io.antiphon.fault.EngineFailure;
import io.antiphon.time.NanoClock;
import java.time.Duration;
import java.util.Optional;

/** Answers with a model in this process. */
public final class LocalResponder implements Responder {

    private final LocalModel model;
    private final NanoClock clock;
    private final Duration patience;

    /** @param patience how long an answer may take from being asked for to its last token */
    public LocalResponder(LocalModel model, NanoClock clock, Duration patience) {
        this.model = model;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Response respond(Prompt prompt) {
        return prompt.request()
                .<Response>map(asked -> new LocalResponse(model,
                        () -> new Request(asked.messages(), asked.maxTokens(), model.sampling(),
                                Optional.empty(), clock.nanoTime() + patience.toNanos())))
                .orElseGet(() -> new Declined(new EngineFailure(EngineFailure.Kind.REFUSED, name(),
                        "the template leaves no room for a model here")));
    }
}
