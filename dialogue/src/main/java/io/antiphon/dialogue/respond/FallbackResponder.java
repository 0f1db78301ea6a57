package io.antiphon.dialogue.respond;

import io.antiphon.fault.EngineFailure;
import java.util.Optional;

/**
 * Asks a model where the template leaves room for one, and says the script everywhere else and whenever the
 * model fails before its first words. After them it is too late: the caller would hear two answers.
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

    private static final class Either implements Response {

        private final Response asked;
        private final Response scripted;
        private Response speaking;

        Either(Response asked, Response scripted) {
            this.asked = asked;
            this.scripted = scripted;
            this.speaking = asked;
        }

        @Override
        public boolean isByModel() {
            return speaking.isByModel();
        }

        @Override
        public Outcome stream(Sink sink) {
            var opening = new Opening(sink);
            var outcome = asked.stream(opening);
            if (opening.isOver()) {
                return outcome;
            }
            return switch (outcome) {
                case Outcome.Failed(_, var failure) -> instead(failure, sink);
                case Outcome.Finished finished -> opening.end() == Sink.Next.STOP
                        ? new Outcome.Stopped(finished.tokens())
                        : finished;
                case Outcome.Stopped stopped -> stopped;
            };
        }

        private Outcome instead(EngineFailure failure, Sink sink) {
            speaking = scripted;
            return switch (scripted.stream(sink)) {
                case Outcome.Finished finished ->
                    new Outcome.Finished(finished.tokens(), Optional.of(failure));
                case Outcome.Stopped stopped -> stopped;
                case Outcome.Failed failed -> failed;
            };
        }

        @Override
        public void close() {
            asked.close();
            scripted.close();
        }
    }

    /**
     * Keeps the first words until they can be said. Nothing shorter than a sentence or {@value #WORDS} words is made
     * into sound, so that holding them back costs no time, and a model that breaks off there has not been heard.
     */
    private static final class Opening implements Sink {

        private static final int WORDS = 3;

        private final Sink sink;
        private final StringBuilder held = new StringBuilder();
        private boolean over;

        Opening(Sink sink) {
            this.sink = sink;
        }

        @Override
        public Next token(String text) {
            if (over) {
                return sink.token(text);
            }
            held.append(text);
            return isSayable() ? end() : Next.GO_ON;
        }

        private boolean isSayable() {
            String text = held.toString().stripLeading();
            return text.chars().anyMatch(letter -> ".?!\n".indexOf(letter) >= 0)
                    || text.split("\\s+", WORDS + 1).length > WORDS;
        }

        /** Hands on what was held back; from now on everything goes through. */
        Next end() {
            over = true;
            return sink.token(held.toString());
        }

        boolean isOver() {
            return over;
        }
    }
}
