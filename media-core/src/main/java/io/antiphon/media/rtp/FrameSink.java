package io.antiphon.media.rtp;

import io.antiphon.media.dtmf.KeyListener;

/** Where the caller's sound goes. Called on the lane thread, while a packet is read or polled. */
public interface FrameSink extends KeyListener {

    /**
     * A frame of sound, in an array that is used again after the return.
     *
     * @param position of its first sample on the caller's timeline, in samples at 16 kHz; may jump ahead,
     *         where the other side let time pass without sound
     * @param concealed whether any of it was invented
     * @param arrivalNs when its last packet arrived, or when it was invented
     */
    void frame(short[] pcm, long position, boolean concealed, long arrivalNs);
}
