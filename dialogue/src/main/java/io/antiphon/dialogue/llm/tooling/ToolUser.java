package io.antiphon.dialogue.llm.tooling;

import io.antiphon.dialogue.llm.FailedAnswer;
import io.antiphon.dialogue.llm.Health;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.llm.ToolOffer;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A language model that can look things up: when it asks for tools they are run, and it is asked again with what came
 * of them. Only tools without a side effect are run so; what changes something is for the template to decide, and what
 * is about the call itself is handed on, once, at the end of the answer.
 */
public final class ToolUser implements LanguageModel {

    /** A model that still asks after that does not know what it wants. */
    private static final int MOST_ROUNDS = 3;

    private final LanguageModel model;
    private final Tools tools;

    /** Runs tools. */
    public interface Tools {

        /** Begins one that was offered; nothing if there is none of that name that a model may use by itself. */
        Optional<Run> begin(ToolCall tool, ToolOffer offer, String call);

        /**
         * What came of a tool.
         *
         * @param text as the model is told
         */
        record Told(String text, Then then) {}

        /** What follows from it. */
        enum Then {
            /** Nothing: the model knows now, and goes on. */
            GO_ON,
            /** The model goes on, and behind its answer the conversation does what the tool is for. */
            ASK_FOR_IT,
            /** The answer ends here, and the conversation does what the tool is for. */
            LEAVE_IT
        }

        /** A tool at work. */
        interface Run {

            /** What came of it. On the calling thread; once. */
            Told await();

            /** Any thread: nobody wants it any more. */
            void cancel();
        }
    }

    public ToolUser(LanguageModel model, Tools tools) {
        this.model = model;
        this.tools = tools;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Health health() {
        return model.health();
    }

    @Override
    public ModelAnswer ask(ModelRequest request) {
        return request.form().tools().isEmpty() ? model.ask(request) : new Rounds(request);
    }

    /** An answer in several rounds. Streamed by one thread, closed by any. */
    private final class Rounds implements ModelAnswer {

        private final ModelRequest first;
        private final List<ToolCall> wanted = new ArrayList<>();
        private boolean hasLeft;
        private volatile boolean closed;
        private volatile Optional<ModelAnswer> asking = Optional.empty();
        private volatile Optional<Tools.Run> running = Optional.empty();

        Rounds(ModelRequest first) {
            this.first = first;
        }

        @Override
        public ModelEnding stream(Listener listener) {
            var request = first;
            var usage = Usage.NONE;
            for (int round = 0; round < MOST_ROUNDS; round++) {
                var words = new StringBuilder();
                var ending = ask(request, words, listener);
                usage = usage.plus(ending.usage());
                if (!(ending instanceof ModelEnding.Finished(var _, var calls))) {
                    return ending;
                }
                if (calls.isEmpty()) {
                    return new ModelEnding.Finished(usage, wanted);
                }
                request = after(request, words.toString(), calls);
                if (hasLeft) {
                    return new ModelEnding.Finished(usage, wanted);
                }
                request.messages()
                        .reversed()
                        .subList(0, calls.size())
                        .forEach(found -> listener.learned(found.text()));
                if (closed) {
                    return new ModelEnding.Stopped(usage);
                }
            }
            return wanted.isEmpty()
                    ? new ModelEnding.Failed(usage, new EngineFailure(Kind.BROKEN, name(),
                            "it asked for tools " + MOST_ROUNDS + " times and said nothing"))
                    : new ModelEnding.Finished(usage, wanted);
        }

        private ModelEnding ask(ModelRequest request, StringBuilder words, Listener listener) {
            var answer = closed ? stopped() : model.ask(request);
            asking = Optional.of(answer);
            if (closed) {
                answer.close();
            }
            return answer.stream(piece -> {
                words.append(piece);
                return listener.text(piece);
            });
        }

        private ModelAnswer stopped() {
            return new FailedAnswer(new EngineFailure(Kind.REFUSED, name(), "nobody wants it"));
        }

        private ModelRequest after(ModelRequest request, String said, List<ToolCall> calls) {
            var messages = new ArrayList<>(request.messages());
            messages.add(new Message.Agent(said, calls));
            for (var call : calls) {
                messages.add(new Message.ToolResult(call, run(call, request.call())));
            }
            return request.saying(messages);
        }

        private String run(ToolCall tool, String call) {
            if (closed) {
                return "not run";
            }
            if (wanted.stream().anyMatch(tool::isSameAs)) {
                return "That is going to be done already.";
            }
            var run = first.form()
                    .tools()
                    .stream()
                    .filter(offer -> offer.name().equals(tool.tool()))
                    .findFirst()
                    .flatMap(offer -> tools.begin(tool, offer, call));
            running = run;
            if (closed) {
                run.ifPresent(Tools.Run::cancel);
            }
            var told = run.map(Tools.Run::await);
            told.filter(each -> each.then() != Tools.Then.GO_ON).ifPresent(each -> {
                wanted.add(tool);
                hasLeft |= each.then() == Tools.Then.LEAVE_IT;
            });
            return told.map(Tools.Told::text)
                    .orElse("There is no such tool. Answer without it, or say that you cannot.");
        }

        @Override
        public void close() {
            closed = true;
            asking.ifPresent(ModelAnswer::close);
            running.ifPresent(Tools.Run::cancel);
        }
    }
}
