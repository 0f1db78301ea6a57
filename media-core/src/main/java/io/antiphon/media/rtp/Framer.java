package io.antiphon.media.rtp;

import io.antiphon.audio.Pcm;

/** Cuts sound of any length into frames, and knows where on the caller's timeline each lies. */
final class Framer {

    private final FrameSink sink;
    private final short[] frame = new short[Pcm.FRAME_SAMPLES];
    private int filled;
    private boolean concealed;
    private long position;
    private long frames;
    private long concealedFrames;

    Framer(FrameSink sink) {
        this.sink = sink;
    }

    void add(short[] pcm, int count, boolean invented, long arrivalNs) {
        int at = 0;
        while (at < count) {
            int part = Math.min(count - at, frame.length - filled);
            System.arraycopy(pcm, at, frame, filled, part);
            at += part;
            filled += part;
            concealed |= invented;
            if (filled == frame.length) {
                emit(arrivalNs);
            }
        }
    }

    private void emit(long arrivalNs) {
        frames++;
        if (concealed) {
            concealedFrames++;
        }
        sink.frame(frame, position, concealed, arrivalNs);
        position += frame.length;
        filled = 0;
        concealed = false;
    }

    /** Samples that the frame in hand lacks; zero if none is in hand. */
    int missing() {
        return filled == 0 ? 0 : frame.length - filled;
    }

    /** Time passes without sound. Allowed only between two frames. */
    void skip(long samples) {
        if (filled != 0) {
            throw new IllegalStateException("a frame is in hand: " + filled);
        }
        position += samples;
    }

    long frames() {
        return frames;
    }

    long concealedFrames() {
        return concealedFrames;
    }
}
