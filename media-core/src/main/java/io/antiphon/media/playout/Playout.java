package io.antiphon.media.playout;

import io.antiphon.audio.Pcm;
import io.antiphon.speech.UtteranceId;
import java.util.Arrays;

/**
 * The agent's voice on its way to the caller.
 *
 * <p>Three threads meet here and none of them waits, because each writes fields of its own: the synthesis
 * thread {@code offered}, the lane thread {@code played} and all that says how far it has read, the
 * hearing thread {@code cut} and {@code manner}.
 */
public final class Playout implements PlayoutWriter {

    private final int mask;
    private final short[][] frames;
    private final int[] utterances;
    private final boolean[] ends;
    private volatile long offered;
    private volatile long played;
    private volatile int cut = -1;
    private volatile Manner manner = Manner.PLAY;
    private volatile boolean closed;

    private final Fader fader = new Fader();
    private long next;
    private int offset;
    private boolean speaking;
    private int current = -1;
    private int finished = -1;
    private long heard;

    public Playout(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity is not a power of two: " + capacity);
        }
        mask = capacity - 1;
        frames = new short[capacity][Pcm.FRAME_SAMPLES];
        utterances = new int[capacity];
        ends = new boolean[capacity];
    }

    /** Synthesis thread. */
    @Override
    public Offer offer(UtteranceId utterance, short[] pcm) {
        var answer = answer(utterance);
        if (answer == Offer.TAKEN) {
            long at = offered;
            System.arraycopy(pcm, 0, frames[(int) at & mask], 0, Pcm.FRAME_SAMPLES);
            put(at, utterance, false);
        }
        return answer;
    }

    /** Synthesis thread. */
    @Override
    public Offer end(UtteranceId utterance) {
        var answer = answer(utterance);
        if (answer == Offer.TAKEN) {
            put(offered, utterance, true);
        }
        return answer;
    }

    @Override
    public int room() {
        return (int) (mask + 1 - (offered - played));
    }

    private Offer answer(UtteranceId utterance) {
        if (closed || utterance.number() <= cut) {
            return Offer.CUT;
        }
        return offered - played > mask ? Offer.FULL : Offer.TAKEN;
    }

    private void put(long at, UtteranceId utterance, boolean end) {
        utterances[(int) at & mask] = utterance.number();
        ends[(int) at & mask] = end;
        offered = at + 1;
    }

    /** Hearing thread: how to speak from the next beat on. */
    public void manner(Manner newManner) {
        manner = newManner;
    }

    /** Hearing thread: of this utterance, and of any before it, no more will be heard. */
    public void cut(UtteranceId utterance) {
        cut = Math.max(cut, utterance.number());
    }

    /** Hearing thread: the same for all that was offered by now. */
    public void cutAll() {
        long end = offered;
        if (end > 0) {
            cut = Math.max(cut, utterances[(int) (end - 1) & mask]);
        }
    }

    /** Any thread: nothing more is taken. */
    public void close() {
        closed = true;
    }

    /**
     * Lane thread: fills {@code pcm} with the next 20 ms, padded with silence; answers whether there is
     * any voice in it.
     */
    public boolean poll(short[] pcm, Progress progress) {
        // The manner is read before the cut: a cut is followed by PLAY, and whoever saw the latter
        // without the former would let the agent go on.
        var mannerNow = manner;
        int cutNow = cut;
        long end = offered;
        int filled = 0;
        if (speaking && current <= cutNow) {
            filled = fadeOut(pcm, end);
        }
        drop(cutNow, end, progress);
        if (filled == 0) {
            filled = fill(pcm, mannerNow, end, progress);
        }
        Arrays.fill(pcm, filled, Pcm.FRAME_SAMPLES, (short) 0);
        played = next;
        return filled > 0;
    }

    /** Lane thread, at a beat on which nothing may be played: what was cut is dropped all the same. */
    public void rest(Progress progress) {
        drop(cut, offered, progress);
        played = next;
    }

    private int fadeOut(short[] pcm, long end) {
        int slot = (int) next & mask;
        if (fader.isSilent() || next >= end || utterances[slot] != current || ends[slot]) {
            return 0;
        }
        int faded = Math.min(Fader.CUT_SAMPLES, Pcm.FRAME_SAMPLES - offset);
        fader.fadeOut(frames[slot], offset, pcm, faded);
        heard += faded;
        return faded;
    }

    /**
     * Frames of a cut utterance are skipped here instead of removed by the one who cut it: a second
     * consumer would need a lock, and the lane passes by every 20 ms anyway.
     */
    private void drop(int cutNow, long end, Progress progress) {
        if (speaking && current <= cutNow) {
            speaking = false;
            finished = current;
            progress.cut(current, heard);
        }
        while (next < end && utterances[(int) next & mask] <= cutNow) {
            int utterance = utterances[(int) next & mask];
            if (utterance > finished) {
                finished = utterance;
                progress.cut(utterance, 0);
            }
            next++;
            offset = 0;
        }
    }

    private int fill(short[] pcm, Manner mannerNow, long end, Progress progress) {
        int filled = 0;
        while (filled < Pcm.FRAME_SAMPLES && next < end) {
            int slot = (int) next & mask;
            boolean isNew = !speaking || utterances[slot] != current;
            if (isNew && filled > 0) {
                break;
            }
            if (isNew && !ends[slot]) {
                if (mannerNow == Manner.HELD) {
                    break;
                }
                start(utterances[slot], mannerNow, progress);
            }
            if (ends[slot]) {
                end(utterances[slot], progress);
                next++;
                continue;
            }
            int wanted = Math.min(Pcm.FRAME_SAMPLES - filled, Pcm.FRAME_SAMPLES - offset);
            int copied = fader.copy(frames[slot], offset, pcm, filled, wanted, mannerNow);
            advance(copied);
            filled += copied;
            if (copied < wanted) {
                break;
            }
        }
        return filled;
    }

    private void start(int utterance, Manner mannerNow, Progress progress) {
        if (speaking) {
            // Its writer went on to the next one without saying that this one is complete.
            end(current, progress);
        }
        speaking = true;
        current = utterance;
        heard = 0;
        fader.set(mannerNow);
        progress.started(utterance);
    }

    private void end(int utterance, Progress progress) {
        if (speaking && utterance == current) {
            speaking = false;
            finished = current;
            progress.ended(utterance, heard);
        } else if (utterance > finished) {
            finished = utterance;
            progress.ended(utterance, 0);
        }
    }

    private void advance(int samples) {
        heard += samples;
        offset += samples;
        if (offset == Pcm.FRAME_SAMPLES) {
            offset = 0;
            next++;
        }
    }
}
