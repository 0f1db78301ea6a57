package io.antiphon.dialogue.errand;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.call.CallId;
import io.antiphon.dialogue.campaign.Work;
import io.antiphon.dialogue.decide.Errand;
import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolRun;
import io.antiphon.dialogue.tool.box.Toolbox;
import io.antiphon.dialogue.tool.spec.Parameter;
import io.antiphon.dialogue.tool.spec.ToolSpec;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Calls the tools of a template and searches its documents. */
public final class Office implements Errands {

    private final Toolbox tools;
    private final Archive archive;
    private final Reader reader;

    /** Where answers to questions are found. */
    @FunctionalInterface
    public interface Archive {

        /** There are no documents. */
        Archive EMPTY = _ -> new Returned.Nothing();

        /** What documents say to a question. Takes milliseconds. */
        Returned find(String question);
    }

    /** Who makes sense of what no rule understands. */
    @FunctionalInterface
    public interface Reader {

        /** Nobody does. */
        Reader NOBODY = (_, _) -> Errands.NONE.begin(new Errand(0, new Work.Understand("")), "");

        /** Begins to make sense of a caller's words. */
        Trip begin(String text, String call);
    }

    public Office(Toolbox tools, Archive archive, Reader reader) {
        this.tools = tools;
        this.archive = archive;
        this.reader = reader;
    }

    @Override
    public Trip begin(Errand errand, String call) {
        return switch (errand.work()) {
            case Work.CallTool(var tool, _, _) when tools.isOff(tool) -> new NothingThere();
            case Work.CallTool(var tool, var with, _) -> new ToTool(tools.begin(new ToolCall(
                    call + "-" + errand.number(), tool, arguments(tools.spec(tool), with),
                    new CallId(call))));
            case Work.LookUp(var question) -> new ToArchive(question);
            case Work.Understand(var text) -> reader.begin(text, call);
        };
    }

    @Override
    public void forget(String call) {
        tools.forget(new CallId(call));
    }

    /** Templates write all arguments as text; where the tool wants a number or a truth, they become one. */
    private static ObjectNode arguments(Optional<ToolSpec> spec, Map<String, String> with) {
        var arguments = JsonNodeFactory.instance.objectNode();
        with.forEach((name, text) -> {
            var type = spec.flatMap(each -> each.input().parameter(name))
                    .map(Parameter::type)
                    .orElse("string");
            switch (type) {
                case "integer", "number" -> number(text).ifPresentOrElse(
                        value -> arguments.put(name, value), () -> arguments.put(name, text));
                case "boolean" -> arguments.put(name,
                        text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("true"));
                default -> arguments.put(name, text);
            }
        });
        return arguments;
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text.replaceAll(" [A-Z]{3}$", "")));
        } catch (NumberFormatException e) {
            // Then the tool's schema says what is wrong with it.
            return Optional.empty();
        }
    }

    /** The tool is left out, which is as good as finding nothing. */
    private record NothingThere() implements Trip {

        @Override
        public Returned await() {
            return new Returned.Nothing();
        }

        @Override
        public void cancel() {
            // It is over already.
        }
    }

    private record ToTool(ToolRun run) implements Trip {

        @Override
        public Returned await() {
            return switch (run.await()) {
                case ToolResult.Done done -> new Returned.Done(done.fields(), done.order());
                case ToolResult.Refused(var problem) -> new Returned.Failed(problem);
                case ToolResult.Failed(var failure, boolean perhapsDone) ->
                    undone(failure.engine() + ": " + failure.detail(), perhapsDone);
                case ToolResult.Cancelled(boolean perhapsDone) -> undone("cancelled", perhapsDone);
            };
        }

        private static Returned undone(String why, boolean perhapsDone) {
            return perhapsDone ? new Returned.Unsure(why) : new Returned.Failed(why);
        }

        @Override
        public void cancel() {
            run.cancel();
        }
    }

    private final class ToArchive implements Trip {

        private final String question;

        ToArchive(String question) {
            this.question = question;
        }

        @Override
        public Returned await() {
            return archive.find(question);
        }

        @Override
        public void cancel() {
            // It is found before anybody could stop it.
        }
    }
}
