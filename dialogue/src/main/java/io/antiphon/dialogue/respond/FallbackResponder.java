package io.antiphon.dialogue.respond;

import java.util.Optional;

/**
 * Asks a model where the template leaves room for one, and says the script everywhere else and whenever the
 * model fails before its first word. After that word it is too late: the caller would hear two answers.
 */
public final class FallbackResponder implements Responder {

    private final Responder model;
    private final Responder script;

    public FallbackResponder(Responder model, Responder script) {
        this.model = model;
        this.script = script;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Response respond(Prompt prompt) {
        var scripted = script.respond(prompt);
        return prompt.request().isPresent()
                ? new Either(model.respond(prompt), scripted)
                : scripted;
    }

    private record Either(Response asked, Response scripted) implements Response {

        @Override
        public Outcome stream(Sink sink) {
            return switch (asked.stream(sink)) {
                case Outcome.Failed(int tokens, var failure) when tokens == 0 ->
                    switch (scripted.stream(sink)) {
                        case Outcome.Finished finished ->
                            new Outcome.Finished(finished.tokens(), Optional.of(failure));
                        case Outcome.Stopped stopped -> stopped;
                        case Outcome.Failed failed -> failed;
                    };
                case Outcome outcome -> outcome;
            };
        }

        @Override
        public void close() {
            asked.close();
            scripted.close();
        }
    }
}
