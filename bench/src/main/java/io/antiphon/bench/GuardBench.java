package io.antiphon.bench;

import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.respond.FallbackResponder;
import io.antiphon.dialogue.respond.GuardedResponder;
import io.antiphon.dialogue.respond.Outcome;
import io.antiphon.dialogue.respond.Prompt;
import io.antiphon.dialogue.respond.Responder;
import io.antiphon.dialogue.respond.Response;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.respond.Sink;
import io.antiphon.tts.text.ClauseSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
 * What it costs that a sentence of a model is held back until it is known to be told.
 *
 * <p>Question: how much later does a voice get its first clause, and what does the guard itself compute? Budget: 50 µs a
 * sentence. The wait is the model's: a clause of some words against a whole sentence, at 40 words a second, after the
 * first token. Five answers in turn, behind a prompt of some 700 tokens; the clauses are those of the voice.
 */
@State(Scope.Thread)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class GuardBench {

    private static final long A_WORD_NS = TimeUnit.SECONDS.toNanos(1) / 40;
    private static final List<String> NO_NUMBERS = List.of(
            "I cannot tell you about parking, but somebody from the practice will call you back."
                    + " How can I help you?",
            "Certainly. Which day would suit you?", "I am fine, and I hope you are, too. Goodbye.",
            "That is quite understandable. The doctor takes time for you.",
            "You can reach us by bus, the stop is right before the door. Anything else?");
    private static final List<String> NUMBERS = List.of(
            "We are open from nine in the morning until five in the afternoon. Which day suits you?",
            "The cleaning costs twenty five euros, and it takes half an hour. Shall I book it?",
            "On the twenty third at half past three, very well. Goodbye.",
            "Your number is four seven one one. We call you back at ten o'clock.",
            "It is 25 euros. You pay within fourteen days.");

    private final Prompt prompt = prompt();
    private int answer;

    /** The words of an answer with numbers, through the guard; two sentences. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Outcome checkedWithNumbers() {
        return whole(new GuardedResponder(new Words(next(NUMBERS), 0)));
    }

    /** The same without a number, for which nothing that was told is read. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Outcome checkedWithoutNumbers() {
        return whole(new GuardedResponder(new Words(next(NO_NUMBERS), 0)));
    }

    /** What the words alone cost. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Outcome unchecked() {
        return whole(new Words(next(NUMBERS), 0));
    }

    /** From the first token to the first clause for the voice, as calls have it. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Outcome firstClauseGuarded() {
        return firstClause(new GuardedResponder(new Words(next(NUMBERS), A_WORD_NS)));
    }

    /** The same without the guard. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Outcome firstClauseUnguarded() {
        return firstClause(new Words(next(NUMBERS), A_WORD_NS));
    }

    private String next(List<String> answers) {
        return answers.get(answer++ % answers.size());
    }

    private Outcome whole(Responder responder) {
        return finished(responder.respond(prompt).stream(_ -> Sink.Next.GO_ON));
    }

    /** A guard that refuses what was told would be fast. */
    private static Outcome finished(Outcome outcome) {
        if (!(outcome instanceof Outcome.Finished)) {
            throw new IllegalStateException(outcome.toString());
        }
        return outcome;
    }

    private Outcome firstClause(Responder responder) {
        var splitter = new ClauseSplitter();
        var outcome = new FallbackResponder(responder, new ScriptedResponder()).respond(prompt)
                .stream(text -> splitter.add(text).isEmpty() ? Sink.Next.GO_ON : Sink.Next.STOP);
        if (!(outcome instanceof Outcome.Stopped)) {
            throw new IllegalStateException(outcome.toString());
        }
        return outcome;
    }

    private static Prompt prompt() {
        var messages = new ArrayList<Message>();
        messages.add(new Message.Instruction(
                """
                        You are the friendly receptionist of Lindenhof Practice, a small dental practice. You can tell the \
                        opening hours, make, move and cancel appointments, and take messages. You give no medical advice.
                        Answer in one or two short sentences of plain spoken English, without lists, markup or emoji.
                        Opening hours: Monday to Friday from nine in the morning until five in the afternoon.
                        A cleaning costs 25 euros and takes 30 minutes; it is paid within 14 days. Today is 2026-11-20.
                        Known so far: day 2026-11-23, time 15:30, number 4711."""));
        for (int i = 0; i < 12; i++) {
            messages.add(new Message.Caller("well i would like to come in the week after next if"
                    + " there is anything free, about ten or so, and my number is four seven one one"));
            messages.add(new Message.Agent("Let me see what there is. On Monday the doctor has time"
                    + " at half past three, would that suit you?"));
        }
        return new Prompt(List.of("Somebody will call you back."),
                Optional.of(ModelRequest.spoken(messages, 80)));
    }

    /** A model that says its words at a rate. */
    private record Words(String text, long eachNs) implements Responder {

        @Override
        public String name() {
            return "words";
        }

        @Override
        public Response respond(Prompt prompt) {
            return new Response() {

                @Override
                public Outcome stream(Sink sink) {
                    int said = 0;
                    for (var word : text.split("(?= )", -1)) {
                        // The first word is there at once: how long it takes is nothing of the guard's.
                        if (said++ > 0 && eachNs > 0) {
                            LockSupport.parkNanos(eachNs);
                        }
                        if (sink.token(word) == Sink.Next.STOP) {
                            return new Outcome.Stopped(said);
                        }
                    }
                    return new Outcome.Finished(said, Optional.empty());
                }

                @Override
                public boolean isByModel() {
                    return true;
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }
    }
}
