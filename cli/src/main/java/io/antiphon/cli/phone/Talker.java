package io.antiphon.cli.phone;

/** Whoever speaks into the telephone. Called on the phone's own thread. */
public interface Talker {

    /** Sound of the other side at 8 kHz, as it arrives; must copy what it keeps. */
    void hear(long atNs, short[] pcm);

    /** What to send in this beat of 20 ms; a {@link Beat.Sound} is written into the frame of 160 samples. */
    Beat beat(long nowNs, short[] frame);

    /** What is sent in a beat. */
    sealed interface Beat {

        /** Silence, as a phone sends it that does not save bandwidth. */
        enum Silence implements Beat {
            SILENCE
        }

        /** The frame that was filled. */
        enum Sound implements Beat {
            SOUND
        }

        /** A key is held (RFC 4733), for so many beats with this one. */
        record Key(char digit, int beats, boolean last) implements Beat {}

        /** Nothing any more. */
        enum HangUp implements Beat {
            HANG_UP
        }
    }
}
