package io.antiphon.bench;

import io.antiphon.audio.Pcm;
import io.antiphon.media.floor.Evidence;
import io.antiphon.media.floor.Floor;
import io.antiphon.media.floor.FloorEvent;
import io.antiphon.media.floor.FloorEvent.AgentStarts;
import io.antiphon.media.floor.FloorPolicy;
import io.antiphon.media.floor.FloorRules;
import io.antiphon.media.floor.Heard;
import io.antiphon.media.floor.Interruption;
import io.antiphon.media.floor.Step;
import io.antiphon.speech.UtteranceId;
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
 * What it costs to decide, for each frame, who may be heard.
 *
 * <p>Question: does the state machine need a place in the budget of the hearing thread, and what do the
 * records of a change cost in memory? Baseline: {@link #loudness}, the level of the same frame, which is worked
 * out anyway. Budget: 50 ns a frame, 0 B/op as long as nothing changes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class FloorRulesBench {

    /** Of the scene, in frames: the agent is interrupted, and the caller's turn ends. */
    static final int SCENE = 256;
    private static final int VOICE_FROM = 40;
    private static final int WORDS_FROM = 60;
    private static final int VOICE_UNTIL = 120;

    private final FloorRules rules = new FloorRules(FloorPolicy.DEFAULT);
    private final Heard heard = new Heard(FloorPolicy.DEFAULT.voicing());
    private final UtteranceId utterance = new UtteranceId(1);
    private final FloorEvent agentStarts = new AgentStarts(utterance, Interruption.ANY);
    private final Floor agent = new Floor.Agent(utterance, Interruption.ANY);
    private final short[][] frames = Packets.frames();
    private Evidence words = Evidence.NONE;
    private Floor floor = new Floor.Open();
    private int next;

    /** The agent speaks and the caller listens: nearly every frame of a call is like this. */
    @Benchmark
    public Step unchanged() {
        float likelihood = (next & Packets.MASK) / 256f;
        return rules.next(agent, heard.frame(position(), next++ * Line.BEAT_NS, likelihood, -50,
                Evidence.NONE));
    }

    /** A frame of five seconds in which the caller takes the floor, which costs six changes. */
    @Benchmark
    public Floor scene() {
        int at = next % SCENE;
        if (at == 0) {
            apply(agentStarts);
            words = Evidence.NONE;
        } else if (at == WORDS_FROM) {
            words = new Evidence(position() + (long) SCENE * Pcm.FRAME_SAMPLES, 3, false, false,
                    0.9, false);
        }
        boolean voice = at >= VOICE_FROM && at < VOICE_UNTIL;
        apply(heard.frame(position(), next * Line.BEAT_NS, voice ? 0.9f : 0.05f, -25, words));
        next++;
        return floor;
    }

    private long position() {
        return (long) next * Pcm.FRAME_SAMPLES;
    }

    private void apply(FloorEvent event) {
        if (rules.next(floor, event) instanceof Step.Move(var newFloor, _)) {
            floor = newFloor;
        }
    }

    @Benchmark
    public double loudness() {
        return Pcm.levelDb(frames[next++ & Packets.MASK], 0, Pcm.FRAME_SAMPLES);
    }
}
