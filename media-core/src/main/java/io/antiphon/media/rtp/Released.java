package io.antiphon.media.rtp;

/** Whoever gets packets in order. */
interface Released {

    /** The next packet; the bytes are valid until the return. */
    void packet(byte[] bytes, int length, int payloadType, int timestamp, long arrivalNs);

    /** So many packets before the next one were given up. */
    void lost(int packets);

    /** What follows has nothing to do with the numbers so far. */
    void restarted();
}
