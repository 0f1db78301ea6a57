package io.antiphon.media.rtp;

/** Continues the 16 bits of sequence numbers beyond their end. */
final class SequenceUnwrapper {

    private long last;

    /** The first number of a stream; answers what it is called from now on. */
    long restart(int sequence) {
        // Room below, for packets that the first one has overtaken.
        last = 0x1_0000L + sequence;
        return last;
    }

    /** The extended number nearest to that of the last call of {@link #follow}. */
    long unwrap(int sequence) {
        return last + (short) (sequence - (int) last);
    }

    /** The stream is here now. */
    void follow(long extended) {
        last = extended;
    }
}
