package io.antiphon.media;

import io.antiphon.media.dtls.Fingerprint;
import java.util.Optional;

/** The media of all calls. */
public interface MediaServer extends AutoCloseable {

    /** A seat for a call, with ports of its own; empty when all seats or all ports are taken. */
    Optional<MediaSession> open(Ears ears, MediaListener listener);

    /** The same for a call in which only we speak. */
    Optional<MediaSession> openDeaf(MediaListener listener);

    /** The same for a call that hears itself: what comes in goes out again. */
    Optional<MediaSession> openEcho(MediaListener listener);

    /** Who we are in handshakes; empty where a stream cannot agree on keys by itself. */
    default Optional<Fingerprint> fingerprint() {
        return Optional.empty();
    }

    /** What happened in all lanes together. */
    ServerSnapshot snapshot();

    /** Ends all calls' media, and then the threads. */
    @Override
    void close();
}
