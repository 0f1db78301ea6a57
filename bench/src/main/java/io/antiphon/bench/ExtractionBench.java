package io.antiphon.bench;

import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.AnswerKind;
import io.antiphon.dialogue.campaign.Asking;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.FieldType;
import io.antiphon.dialogue.campaign.Limits;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.extract.Extraction;
import io.antiphon.dialogue.extract.Extractor;
import io.antiphon.dialogue.extract.IntentMatcher;
import io.antiphon.dialogue.extract.IntentScore;
import io.antiphon.dialogue.extract.Said;
import io.antiphon.dialogue.extract.Sentiment;
import io.antiphon.dialogue.extract.Words;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to read a turn of twelve words.
 *
 * <p>Question: can partial results, some ten a second and call, ask for fields and intents, and does a finished turn
 * feel it? Baseline: {@link #words}, the same text taken apart. Budget: 20 µs for the fields of a stage and for the
 * intents, 100 µs for a field of every type at once.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class ExtractionBench {

    private static final String TURN = "no i would rather come on the fourteenth at half past two";

    private final Said said = new Said(TURN, 0.9, LocalDateTime.of(2026, 3, 10, 9, 0));
    private final Expectation dayAndTime = new Expectation(AnswerKind.DATE,
            List.of(field(FieldType.DATE), field(FieldType.TIME), field(FieldType.NAME)), false);
    private final Expectation everything = new Expectation(AnswerKind.DATE,
            Arrays.stream(FieldType.values()).map(ExtractionBench::field).toList(), false);
    private final IntentMatcher intents = new IntentMatcher(switch (Agents.find("front-desk")) {
        case TemplateReading.Accepted(var template) -> template.intents();
        case TemplateReading.Refused refused ->
            throw new IllegalStateException(refused.describe());
    });
    private final List<String> words = Words.of(TURN);

    private static Field field(FieldType type) {
        var options = type == FieldType.OPTION
                ? Map.of("billing", List.of("billing", "a bill"), "login", List.of("log in"))
                : Map.<String, List<String>>of();
        return new Field(type.written(), type, Limits.NONE, options, Asking.NOTHING, false,
                Optional.empty());
    }

    @Benchmark
    public List<String> words() {
        return Words.of(TURN);
    }

    /** Date, time and name, as a stage waits for. */
    @Benchmark
    public Extraction fieldsOfAStage() {
        return Extractor.extract(said, dayAndTime);
    }

    @Benchmark
    public Extraction fieldsOfEveryType() {
        return Extractor.extract(said, everything);
    }

    /** The front desk's intents, by their words. */
    @Benchmark
    public List<IntentScore> intentsByWords() {
        return intents.scores(words);
    }

    @Benchmark
    public Sentiment sentiment() {
        return Sentiment.of(words);
    }
}
