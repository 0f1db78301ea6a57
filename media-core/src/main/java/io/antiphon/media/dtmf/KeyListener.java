package io.antiphon.media.dtmf;

/** Whoever wants to know about the caller's keys. Called on the lane thread. */
public interface KeyListener {

    /** Once for each key, at its first packet. */
    void digitPressed(char digit, long nowNs);

    /** The key is up again; {@code durationMs} is what the other side says it lasted. */
    default void digitReleased(char digit, int durationMs, long nowNs) {}
}
