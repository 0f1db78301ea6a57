package io.antiphon.media;

import io.antiphon.media.floor.Evidence;
import io.antiphon.media.floor.Interruption;
import io.antiphon.media.playout.PlayoutWriter;
import io.antiphon.speech.UtteranceId;
import java.net.InetSocketAddress;

/**
 * The media of one call. Its methods may be called by any thread, one at a time, and return at once,
 * except {@link #snapshot}. After {@link #close} they do nothing, and nothing more is reported.
 */
public interface MediaSession extends AutoCloseable {

    /** Where we receive; bound already, so it may stand in an offer. */
    InetSocketAddress localRtp();

    InetSocketAddress localRtcp();

    /** Begins to send and to listen. */
    void start(MediaSpec spec);

    /** Changes what was agreed. What we send goes on in sequence; whom we hear is learned anew. */
    void update(MediaSpec spec);

    /** Where the agent's voice goes. One thread at a time writes. */
    PlayoutWriter playout();

    /** To be called before the first frame of an utterance that not {@link Interruption#ANY} may cut. */
    void agentStarts(UtteranceId utterance, Interruption interruption);

    /** What the recogniser makes of the caller's present speech; each replaces the one before. */
    void evidence(Evidence evidence);

    /** Cuts the agent, whatever the caller does: the call wants something else said. */
    void cut(UtteranceId utterance);

    /**
     * Presses a key for the other side to hear; the agent's voice waits meanwhile. It goes as an event where that was
     * agreed on, and otherwise in the sound; before anything is agreed on nothing happens but a count.
     */
    void sendDigit(char key, int durationMs);

    /** No key for so long, behind those that wait to be pressed. Counted like a key where it cannot be. */
    void restDigits(int durationMs);

    /** How it goes; waits until the lane has answered. */
    MediaSnapshot snapshot();

    /** Ends the call's media; the ports are free for others a while later. */
    @Override
    void close();
}
