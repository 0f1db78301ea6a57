package io.antiphon.dialogue.respond;

import java.util.List;
import java.util.Optional;

/** Says the lines of the template as they stand. */
public final class ScriptedResponder implements Responder {

    @Override
    public String name() {
        return "script";
    }

    @Override
    public Response respond(Prompt prompt) {
        return new Lines(prompt.script());
    }

    /** The lines, one token each: they are known at once, so there is no point in dripping them. */
    private static final class Lines implements Response {

        private final List<String> lines;
        private volatile boolean closed;

        Lines(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public Outcome stream(Sink sink) {
            int tokens = 0;
            for (var line : lines) {
                if (closed) {
                    return new Outcome.Stopped(tokens);
                }
                tokens++;
                if (sink.token(tokens == 1 ? line : " " + line) == Sink.Next.STOP) {
                    return new Outcome.Stopped(tokens);
                }
            }
            return new Outcome.Finished(tokens, Optional.empty());
        }

        @Override
        public boolean isByModel() {
            return false;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
