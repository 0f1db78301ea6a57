package io.antiphon.media.lane;

import io.antiphon.media.Ears;
import io.antiphon.media.floor.Step;

/**
 * What the ears of one call get to hear: speech, and a little of what came before it. Feeding thread.
 */
final class RecognizerFeed {

    private final Ears ears;
    private final LaneCounters counters;
    private final PreRoll preRoll = new PreRoll();
    private boolean listening;

    RecognizerFeed(Ears ears, LaneCounters counters) {
        this.ears = ears;
        this.counters = counters;
    }

    void sound(AudioFrame frame) {
        if (listening) {
            counters.fed.increment();
            ears.sound(frame.pcm, frame.value());
        } else {
            // Counted as kept back even if it is handed over later, so that no frame counts twice.
            counters.keptBack.increment();
            preRoll.add(frame.pcm, frame.value());
        }
        var orders = frame.orders();
        for (int i = 0; i < orders.size(); i++) {
            obey(orders.get(i), frame);
        }
    }

    private void obey(Step.Order order, AudioFrame frame) {
        switch (order) {
            case SPEECH_STARTS -> {
                preRoll.handOver(ears);
                listening = true;
            }
            case SPEECH_PAUSES -> ears.speechPauses(frame.voiceEnd());
            case SPEECH_GOES_ON -> ears.speechGoesOn(frame.onset());
            case TURN_OVER -> {
                listening = false;
                ears.turnOver(frame.voiceEnd());
            }
            case BACKCHANNEL, FALSE_START -> {
                listening = false;
                ears.dismissed(frame.voiceEnd());
            }
            case DUCK, HOLD, RESUME, CUT -> {
                // The ears listen on, whatever the mouth does.
            }
        }
    }
}
