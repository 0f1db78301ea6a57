package io.antiphon.media.lane;

import io.antiphon.audio.Pcm;
import io.antiphon.media.Detectors;
import io.antiphon.media.MediaEvent;
import io.antiphon.media.MediaListener;
import io.antiphon.media.floor.Evidence;
import io.antiphon.media.floor.Floor;
import io.antiphon.media.floor.FloorEvent;
import io.antiphon.media.floor.FloorRecord;
import io.antiphon.media.floor.FloorRules;
import io.antiphon.media.floor.Heard;
import io.antiphon.media.floor.Interruption;
import io.antiphon.media.floor.Step;
import io.antiphon.media.floor.Step.Move;
import io.antiphon.media.floor.Step.Order;
import io.antiphon.media.playout.Manner;
import io.antiphon.media.playout.Playout;
import io.antiphon.speech.TurnDetector;
import io.antiphon.speech.UtteranceId;
import io.antiphon.speech.VoiceDetector;
import io.antiphon.time.NanoClock;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the floor of one call: asks the rules, remembers the answer and passes the orders on. Hearing
 * thread.
 */
final class FloorKeeper {

    private final FloorRules rules;
    private final VoiceDetector detector;
    private final TurnDetector turns;
    private final Playout playout;
    private final MediaListener listener;
    private final NanoClock clock;
    private final Heard heard;
    private Floor floor = new Floor.Open();

    FloorKeeper(Lane.House house, Detectors detectors, Playout playout, MediaListener listener) {
        rules = house.rules();
        heard = new Heard(house.voicing());
        clock = house.clock();
        detector = detectors.voice();
        turns = detectors.turns();
        this.playout = playout;
        this.listener = listener;
    }

    void sound(AudioFrame frame, Evidence evidence) {
        float likelihood = detector.likelihood(frame.pcm);
        double levelDb = Pcm.levelDb(frame.pcm, 0, Pcm.FRAME_SAMPLES);
        heard.frame(frame.value(), frame.atNs(), likelihood, levelDb, evidence);
        turns.hear(frame.pcm);
        heard.sounds(turns);
        frame.mark(happens(heard), heard.onset(), heard.voiceEnd());
    }

    void agentStarts(UtteranceId utterance, Interruption interruption) {
        happens(new FloorEvent.AgentStarts(utterance, interruption));
    }

    void agentEnds(UtteranceId utterance) {
        happens(new FloorEvent.AgentEnds(utterance));
    }

    void digit(char key) {
        happens(new FloorEvent.Digit(key));
    }

    /** The call wants it silenced; the floor learns of it from the lane, as of any other end. */
    void cut(UtteranceId utterance) {
        playout.cut(utterance);
    }

    void leaves() {
        detector.close();
        turns.close();
    }

    private List<Order> happens(FloorEvent event) {
        return switch (rules.next(floor, event)) {
            case Step.Stay _ -> List.of();
            case Move(var to, var orders) -> {
                move(to, orders);
                yield orders;
            }
        };
    }

    private void move(Floor to, List<Order> orders) {
        long nowNs = clock.nanoTime();
        var from = floor;
        floor = to;
        if (orders.contains(Order.CUT)) {
            agentOf(from).ifPresent(playout::cut);
            playout.cutAll();
        }
        // By state and not by order, so that no way out of a state can forget the playout.
        playout.manner(switch (to) {
            case Floor.Ducked _ -> Manner.DUCKED;
            case Floor.Held _ -> Manner.HELD;
            case Floor.Open _, Floor.Caller _, Floor.Pausing _, Floor.Agent _, Floor.Loud _ ->
                Manner.PLAY;
        });
        listener.floorMoved(new FloorRecord(heard.end(), nowNs, from, to, orders,
                heard.likelihood(), heard.evidence(), heard.sounding()));
        for (var order : orders) {
            tellTurns(order);
            listener.happened(event(order, agentOf(from).or(() -> agentOf(to)), nowNs));
        }
    }

    private void tellTurns(Order order) {
        switch (order) {
            case SPEECH_STARTS -> turns.speechStarts();
            case SPEECH_PAUSES -> turns.speechPauses();
            case SPEECH_GOES_ON -> turns.speechGoesOn();
            case TURN_OVER, DUCK, HOLD, RESUME, CUT, BACKCHANNEL, FALSE_START -> {
                // What becomes of it is not the sound's concern.
            }
        }
    }

    private static Optional<UtteranceId> agentOf(Floor floor) {
        return switch (floor) {
            case Floor.Agent agent -> Optional.of(agent.utterance());
            case Floor.Loud(var overlap) -> Optional.of(overlap.utterance());
            case Floor.Ducked(var overlap) -> Optional.of(overlap.utterance());
            case Floor.Held(var overlap) -> Optional.of(overlap.utterance());
            case Floor.Open _, Floor.Caller _, Floor.Pausing _ -> Optional.empty();
        };
    }

    private MediaEvent event(Order order, Optional<UtteranceId> agent, long nowNs) {
        return switch (order) {
            case SPEECH_STARTS -> new MediaEvent.SpeechStarted(heard.onset(), nowNs);
            case SPEECH_PAUSES -> new MediaEvent.SpeechPaused(heard.voiceEnd(), nowNs);
            case SPEECH_GOES_ON -> new MediaEvent.SpeechWentOn(heard.onset(), nowNs);
            case TURN_OVER -> new MediaEvent.TurnOver(heard.end(), heard.voiceEnd(), nowNs);
            case DUCK -> new MediaEvent.Ducked(agent.orElseThrow(), nowNs);
            case HOLD -> new MediaEvent.Held(agent.orElseThrow(), nowNs);
            case RESUME -> new MediaEvent.Resumed(agent.orElseThrow(), nowNs);
            case CUT -> new MediaEvent.Cut(agent.orElseThrow(), nowNs);
            case BACKCHANNEL -> new MediaEvent.Backchannel(heard.voiceEnd(), nowNs);
            case FALSE_START -> new MediaEvent.FalseStart(heard.voiceEnd(), nowNs);
        };
    }
}
