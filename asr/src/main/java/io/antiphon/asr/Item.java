package io.antiphon.asr;

import io.antiphon.audio.Pcm;

/** What a worker has taken out of an {@link Inbox}: a copy of its own. Reused from item to item. */
final class Item {

    private final short[] pcm = new short[Pcm.FRAME_SAMPLES];
    private int samples;
    private long position;
    private Inbox.Event event = Inbox.Event.PAUSE;
    private boolean sound;

    void frame(short[] from, int length, long at) {
        System.arraycopy(from, 0, pcm, 0, length);
        samples = length;
        position = at;
        sound = true;
    }

    void event(Inbox.Event what, long at) {
        event = what;
        position = at;
        sound = false;
    }

    boolean isSound() {
        return sound;
    }

    short[] pcm() {
        return pcm;
    }

    int samples() {
        return samples;
    }

    long position() {
        return position;
    }

    Inbox.Event event() {
        return event;
    }
}
