package io.antiphon.dialogue.respond;

import io.antiphon.dialogue.llm.Message;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lets a model say only what it was told. A sentence is passed on once it is whole, and not if it names a number, in
 * figures or in words, an amount, an address or a link that stands nowhere in what the model was asked or found with its
 * tools: what is invented there costs the most. {@link Claims} says which numbers count. After three sentences it is
 * silenced, for nobody listens to more on the telephone; one that has tools is heard out a little longer, for it asks for
 * them behind its words.
 */
public final class GuardedResponder implements Responder {

    private static final int MOST_SENTENCES = 3;
    private static final int MOST_UNHEARD = 40;
    private final Responder model;

    public GuardedResponder(Responder model) {
        this.model = model;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Response respond(Prompt prompt) {
        String told = prompt.request()
                .map(request -> request.messages()
                        .stream()
                        .map(Message::text)
                        .collect(Collectors.joining("\n")))
                .orElse("");
        int unheard = prompt.request().filter(asked -> !asked.form().tools().isEmpty()).isPresent()
                ? MOST_UNHEARD
                : 0;
        return new Guarded(model.respond(prompt), told + "\n" + String.join("\n", prompt.script()),
                unheard, name());
    }

    /** @param unheard how many pieces behind the last sentence may come and are not passed on */
    private record Guarded(Response answer, String told, int unheard, String name)
            implements
                Response {

        @Override
        public Outcome stream(Sink sink) {
            var guard = new Guard(sink, told, unheard);
            var outcome = answer.stream(guard);
            if (guard.unfounded) {
                return new Outcome.Failed(guard.passed, new EngineFailure(Kind.REFUSED, name,
                        "it named something that it had not been told"));
            }
            return switch (outcome) {
                case Outcome.Finished(_, var insteadOf, var asked) when guard.isEnough ->
                    new Outcome.Finished(guard.passed, insteadOf, asked);
                case Outcome.Finished finished -> guard.rest() == Sink.Next.STOP
                        ? guard.unfounded
                                ? new Outcome.Failed(guard.passed, new EngineFailure(Kind.REFUSED,
                                        name, "it named something that it had not been told"))
                                : new Outcome.Stopped(guard.passed)
                        : finished;
                // What became of words that nobody was to hear is nobody's business.
                case Outcome.Stopped _, Outcome.Failed _ when guard.isEnough ->
                    new Outcome.Finished(guard.passed, Optional.empty());
                case Outcome.Stopped stopped -> stopped;
                case Outcome.Failed(_, var failure) -> new Outcome.Failed(guard.passed, failure);
            };
        }

        @Override
        public boolean isByModel() {
            return answer.isByModel();
        }

        @Override
        public void close() {
            answer.close();
        }
    }

    /** Holds back what is not yet a sentence. Belongs to the thread that streams. */
    private static final class Guard implements Sink {

        private final Sink sink;
        private final StringBuilder told;
        private Optional<Told> numbers = Optional.empty();
        private final StringBuilder held = new StringBuilder();
        private int sentences;
        private int passed;
        private int unheard;
        private boolean unfounded;
        private boolean isEnough;

        Guard(Sink sink, String told, int unheard) {
            this.sink = sink;
            this.told = new StringBuilder(told);
            this.unheard = unheard;
        }

        @Override
        public void learned(String found) {
            told.append('\n').append(found);
            numbers = Optional.empty();
        }

        @Override
        public Next token(String text) {
            if (isEnough) {
                return --unheard > 0 ? Next.GO_ON : Next.STOP;
            }
            held.append(text);
            int end = endOfSentence();
            while (end > 0) {
                String sentence = held.substring(0, end);
                held.delete(0, end);
                if (pass(sentence) == Next.STOP) {
                    return Next.STOP;
                }
                sentences++;
                if (sentences >= MOST_SENTENCES) {
                    isEnough = true;
                    held.setLength(0);
                    return unheard > 0 ? Next.GO_ON : Next.STOP;
                }
                end = endOfSentence();
            }
            return Next.GO_ON;
        }

        /** What is left when the model has come to its end. */
        Next rest() {
            String sentence = held.toString();
            held.setLength(0);
            return sentence.isBlank() ? Next.GO_ON : pass(sentence);
        }

        private Next pass(String sentence) {
            unfounded = !Claims.areTrue(sentence, claim -> told().names(claim),
                    number -> told().names(number));
            if (unfounded) {
                return Next.STOP;
            }
            passed++;
            return sink.token(sentence);
        }

        /** Read when the first number is said; most answers have none. */
        private Told told() {
            var read = numbers.orElseGet(() -> new Told(told.toString()));
            numbers = Optional.of(read);
            return read;
        }

        /** Behind the mark that ends a sentence, if one is there with something behind it; a decimal point is none. */
        private int endOfSentence() {
            for (int i = 0; i + 1 < held.length(); i++) {
                boolean mark = ".?!".indexOf(held.charAt(i)) >= 0;
                if (mark && Character.isWhitespace(held.charAt(i + 1))) {
                    return i + 1;
                }
            }
            return 0;
        }
    }
}
