package io.antiphon.cli.aloud;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.antiphon.cli.phone.AgentEar;
import io.antiphon.cli.phone.Talker;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Does what a rehearsal says, step by step, each when the agent has answered the one before: by ear, as a person with
 * a telephone would. Owned by the phone's thread.
 */
final class Caller implements Talker {

    /** An agent that has been silent for so long has finished. */
    private static final long ANSWERED_NS = MILLISECONDS.toNanos(1_300);
    private static final long PATIENCE_NS = SECONDS.toNanos(12);
    private static final int KEY_FRAMES = 8;
    private static final int KEY_GAP_FRAMES = 5;

    private final List<Deeds> deeds;
    private final IntConsumer answered;
    private final AgentEar ear = new AgentEar();
    private int next;
    private int frames;
    private boolean isActing;
    private long sinceNs;

    /**
     * @param startNs when the call was answered
     * @param answered is told how many deeds the agent has answered, from 0 for its opening; must not wait
     */
    Caller(List<Deeds> deeds, long startNs, IntConsumer answered) {
        this.deeds = List.copyOf(deeds);
        this.sinceNs = startNs;
        this.answered = answered;
    }

    @Override
    public void hear(long atNs, short[] pcm) {
        ear.hear(atNs, pcm);
    }

    @Override
    public Beat beat(long nowNs, short[] frame) {
        if (!isActing && isAnswered(nowNs)) {
            answered.accept(next);
            if (next == deeds.size()) {
                return Beat.HangUp.HANG_UP;
            }
            isActing = true;
            frames = 0;
        }
        return isActing ? act(nowNs, frame) : Beat.Silence.SILENCE;
    }

    private boolean isAnswered(long nowNs) {
        long silentNs = ear.silentNs(sinceNs, nowNs);
        return silentNs >= (ear.hasSpokenSince(sinceNs) ? ANSWERED_NS : PATIENCE_NS);
    }

    private Beat act(long nowNs, short[] frame) {
        return switch (deeds.get(next)) {
            case Deeds.Speech speech -> say(speech.sound(), nowNs, frame);
            case Deeds.Keys(var keys) -> press(keys, nowNs);
            case Deeds.Quiet(var deed) -> {
                deed.run();
                done(nowNs);
                yield Beat.Silence.SILENCE;
            }
        };
    }

    private void done(long nowNs) {
        isActing = false;
        sinceNs = nowNs;
        next++;
    }

    private Beat say(short[] sound, long nowNs, short[] frame) {
        int from = frames++ * frame.length;
        int count = Math.min(frame.length, sound.length - from);
        System.arraycopy(sound, from, frame, 0, count);
        if (from + count == sound.length) {
            done(nowNs);
        }
        return Beat.Sound.SOUND;
    }

    private Beat press(String keys, long nowNs) {
        int at = frames / (KEY_FRAMES + KEY_GAP_FRAMES);
        int beats = 1 + frames % (KEY_FRAMES + KEY_GAP_FRAMES);
        frames++;
        if (at == keys.length() - 1 && beats == KEY_FRAMES) {
            done(nowNs);
        }
        return beats <= KEY_FRAMES
                ? new Beat.Key(keys.charAt(at), beats, beats == KEY_FRAMES)
                : Beat.Silence.SILENCE;
    }
}
