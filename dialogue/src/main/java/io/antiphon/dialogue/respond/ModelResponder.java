package io.antiphon.dialogue.respond;

import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelAnswer.Next;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.util.Optional;

/** Has a language model word the answers. What it asks for beside speaking is for the conversation to do. */
public final class ModelResponder implements Responder {

    private final LanguageModel model;

    public ModelResponder(LanguageModel model) {
        this.model = model;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Response respond(Prompt prompt) {
        return prompt.request()
                .<Response>map(asked -> new Worded(name(), model.ask(asked)))
                .orElseGet(() -> new Declined(new EngineFailure(Kind.REFUSED, name(),
                        "the template leaves no room for a model here")));
    }

    private static final class Worded implements Response {

        private final String name;
        private final ModelAnswer answer;
        private int tokens;

        Worded(String name, ModelAnswer answer) {
            this.name = name;
            this.answer = answer;
        }

        @Override
        public Outcome stream(Sink sink) {
            var ending = answer.stream(new ModelAnswer.Listener() {
                @Override
                public Next text(String piece) {
                    tokens++;
                    return sink.token(piece) == Sink.Next.STOP ? Next.STOP : Next.GO_ON;
                }

                @Override
                public void learned(String found) {
                    sink.learned(found);
                }
            });
            return switch (ending) {
                case ModelEnding.Finished(_, var calls) when tokens == 0 && calls.isEmpty() ->
                    failed("it said nothing");
                case ModelEnding.Finished(_, var calls) ->
                    new Outcome.Finished(tokens, Optional.empty(), calls);
                // The last sentence of such an answer is half a one, which nobody should hear.
                case ModelEnding.CutShort _ -> failed("it did not come to an end");
                case ModelEnding.Stopped _ -> new Outcome.Stopped(tokens);
                case ModelEnding.Failed(_, var failure) -> new Outcome.Failed(tokens, failure);
            };
        }

        private Outcome failed(String why) {
            return new Outcome.Failed(tokens, new EngineFailure(Kind.BROKEN, name, why));
        }

        @Override
        public boolean isByModel() {
            return true;
        }

        @Override
        public void close() {
            answer.close();
        }
    }
}
