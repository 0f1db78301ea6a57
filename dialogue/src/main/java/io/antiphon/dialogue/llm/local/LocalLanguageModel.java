package io.antiphon.dialogue.llm.local;

import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.FailedAnswer;
import io.antiphon.dialogue.llm.Health;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ModelRequest.Form;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.local.engine.Request;
import io.antiphon.dialogue.llm.local.engine.Request.Sampling;
import io.antiphon.dialogue.llm.local.grammar.JsonSchema;
import io.antiphon.dialogue.llm.local.grammar.Shape;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.time.NanoClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model in this process. It obeys schemas as far as {@link JsonSchema} knows them. It is told of tools in words and
 * calls them in words ({@link ToolText}), which whoever asks does not see. A schema beside tools binds both: the answer
 * is either what obeys it, or the call of a tool with arguments that obey the tool's.
 */
public final class LocalLanguageModel implements LanguageModel {

    private final LocalModel model;
    private final NanoClock clock;
    private final Deadlines patience;

    /** @param patience how long it may keep one waiting, if whoever asks is not less patient */
    public LocalLanguageModel(LocalModel model, NanoClock clock, Deadlines patience) {
        this.model = model;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public ModelAnswer ask(ModelRequest request) {
        if (request.task() == Task.SUMMARISE && model.isSmall()) {
            return refused("it reads too little to sum anything up");
        }
        Optional<Shape> shape;
        try {
            shape = shape(request.form());
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
        var deadlines = request.deadlines().within(patience);
        var sampling = request.task() == Task.RESPOND ? model.sampling() : Sampling.GREEDY;
        return new LocalAnswer(model, clock, deadlines, request.task(), request.form().tools(),
                () -> new Request(told(request), request.form().maxTokens(), sampling, shape,
                        clock.nanoTime() + deadlines.wholeNs()));
    }

    private static Optional<Shape> shape(Form form) {
        return form.schema().map(schema -> {
            var choices = new ArrayList<Shape>(List.of(JsonSchema.read(schema)));
            form.tools().forEach(tool -> choices.add(ToolText.shape(tool)));
            return choices.size() == 1 ? choices.getFirst() : new Shape.OneOf(choices);
        });
    }

    private List<Message> told(ModelRequest request) {
        var messages = model.isSmall()
                ? request.messages()
                        .stream()
                        .map(message -> message instanceof Message.Instruction instruction
                                ? instruction.inBrief()
                                : message)
                        .toList()
                : request.messages();
        return new ToolText(request.form().tools(), model.isSmall()).told(messages);
    }

    private ModelAnswer refused(String why) {
        return new FailedAnswer(new EngineFailure(Kind.REFUSED, name(), why));
    }

    @Override
    public Health health() {
        return model.isOpen()
                ? new Health.Well()
                : new Health.Unwell(new EngineFailure(Kind.REFUSED, name(), "it is closed"));
    }
}
