package io.antiphon.dialogue.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.llm.ModelAnswer.Next;
import io.antiphon.dialogue.schema.SchemaCheck;
import io.antiphon.fault.EngineFailure;
import java.util.List;
import java.util.Optional;

/**
 * Holds back an answer that has to be JSON until it is complete, and hands it over in one piece. What is no JSON, or
 * does not obey the schema, fails before its first word, so that somebody else can still be asked.
 */
public record WholeJson(LanguageModel model) implements LanguageModel {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int LONGEST_CHARS = 1 << 18;

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public ModelAnswer ask(ModelRequest request) {
        var answer = model.ask(request);
        return request.form()
                .schema()
                .<ModelAnswer>map(schema -> new Whole(name(), answer, schema))
                .orElse(answer);
    }

    @Override
    public Health health() {
        return model.health();
    }

    /** The JSON of an answer, also where the model has put words or a fence around it. */
    static Optional<JsonNode> json(String text) {
        int begin = text.indexOf('{');
        int end = text.lastIndexOf('}');
        if (begin < 0 || end < begin) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(text.substring(begin, end + 1)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private record Whole(String name, ModelAnswer answer, JsonNode schema)
            implements
                ModelAnswer {

        @Override
        public ModelEnding stream(Listener listener) {
            var text = new StringBuilder();
            var ending = answer.stream(piece -> {
                text.append(piece);
                return text.length() > LONGEST_CHARS ? Next.STOP : Next.GO_ON;
            });
            return switch (ending) {
                case ModelEnding.Finished(var usage, var calls) when calls.isEmpty() ->
                    handOver(text.toString(), usage, listener);
                case ModelEnding.Finished finished -> finished;
                case ModelEnding.CutShort(var usage) -> failed(usage, "is longer than it may be");
                case ModelEnding.Stopped(var usage) when text.length() > LONGEST_CHARS ->
                    failed(usage, "is longer than it may be");
                case ModelEnding.Stopped stopped -> stopped;
                case ModelEnding.Failed failed -> failed;
            };
        }

        private ModelEnding handOver(String text, Usage usage, Listener listener) {
            var json = json(text);
            if (json.isEmpty()) {
                return failed(usage, "is no JSON");
            }
            // What is wrong is not told: it might be what the caller said.
            if (!new SchemaCheck(schema).problems(json.get()).isEmpty()) {
                return failed(usage, "does not obey its schema");
            }
            return listener.text(json.get().toString()) == Next.STOP
                    ? new ModelEnding.Stopped(usage)
                    : new ModelEnding.Finished(usage, List.of());
        }

        private ModelEnding failed(Usage usage, String flaw) {
            return new ModelEnding.Failed(usage, new EngineFailure(EngineFailure.Kind.BROKEN, name,
                    "the answer was to be JSON and " + flaw));
        }

        @Override
        public void close() {
            answer.close();
        }
    }
}
