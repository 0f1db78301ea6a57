package io.antiphon.media.floor;

import io.antiphon.audio.Pcm;
import io.antiphon.media.floor.FloorEvent.AgentEnds;
import io.antiphon.media.floor.FloorEvent.AgentStarts;
import io.antiphon.media.floor.Step.Move;
import io.antiphon.media.floor.Step.Order;
import io.antiphon.speech.TurnDetector;
import io.antiphon.speech.UtteranceId;
import java.util.ArrayList;
import java.util.List;

/** Plays a scene on the floor: sound in, orders with the milliseconds at which they were given out. */
final class Play {

    static final UtteranceId FIRST = new UtteranceId(1);

    private final FloorRules rules = new FloorRules(FloorPolicy.DEFAULT);
    private final Heard heard = new Heard(FloorPolicy.DEFAULT.voicing());
    private final List<String> orders = new ArrayList<>();
    private final List<FloorRecord> log = new ArrayList<>();
    private Floor floor = new Floor.Open();
    private Evidence evidence = Evidence.NONE;
    private TurnDetector sound = TurnDetector.none();
    private long position;

    void agentStarts() {
        agentStarts(Interruption.ANY);
    }

    void agentStarts(Interruption interruption) {
        happens(new AgentStarts(FIRST, interruption));
    }

    void agentEnds() {
        happens(new AgentEnds(FIRST));
    }

    void voice(long ms) {
        sound(ms, 0.9f);
    }

    void hush(long ms) {
        sound(ms, 0.1f);
    }

    void sound(long ms, float likelihood) {
        for (long at = 0; at < ms; at += 20) {
            frame(likelihood);
        }
    }

    void frame(float likelihood) {
        var frame = heard.frame(position, Pcm.samplesToNs(position), likelihood, -20, evidence);
        frame.sounds(sound);
        position += Pcm.FRAME_SAMPLES;
        happens(frame);
    }

    /** The recogniser, having heard everything so far, makes this of it. */
    void words(int words, boolean acknowledgement, double endOfTurn) {
        evidence = new Evidence(position, words, acknowledgement, false, endOfTurn, false);
    }

    /** From now on the caller sounds like this. */
    void sounds(double turnOver) {
        sound = new Sounds((float) turnOver, 0, 0, 0);
    }

    /** From now on the sounds that the caller makes are likely of this kind. */
    void kind(double interruption, double backchannel, double noise) {
        sound = new Sounds(TurnDetector.UNDECIDED, (float) interruption, (float) backchannel,
                (float) noise);
    }

    void evidence(Evidence newEvidence) {
        evidence = newEvidence;
    }

    void happens(FloorEvent event) {
        if (rules.next(floor, event) instanceof Move(var to, var given)) {
            log.add(new FloorRecord(position, 0, floor, to, given, heard.likelihood(), evidence,
                    heard.sounding()));
            floor = to;
            given.forEach(order -> orders.add(ms() + " " + order));
        }
    }

    long ms() {
        return Pcm.samplesToMs(position);
    }

    long position() {
        return position;
    }

    Floor floor() {
        return floor;
    }

    List<String> orders() {
        return orders;
    }

    List<FloorRecord> log() {
        return log;
    }

    long count(Order order) {
        return log.stream().flatMap(entry -> entry.orders().stream()).filter(order::equals).count();
    }

    /** A detector that always says the same. */
    record Sounds(float turnOver, float interruption, float backchannel, float noise)
            implements
                TurnDetector {

        @Override
        public void hear(short[] pcm) {}

        @Override
        public void reset() {}

        @Override
        public void close() {}
    }
}
