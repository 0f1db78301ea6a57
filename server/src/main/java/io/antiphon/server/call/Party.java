package io.antiphon.server.call;

import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.media.MediaSession;
import io.antiphon.speech.UtteranceId;
import java.util.Map;
import java.util.Optional;

/** Who a caller is connected to. Owned by the call's thread. */
sealed interface Party extends AutoCloseable permits AgentParty, EchoParty {

    MediaSession media();

    /** The call is up. */
    void begin();

    /** Something that is not the telephone's business happened. */
    void happened(CallEvent.OfParty event);

    /** How long nothing may happen before {@link #nothingHappened} is due. */
    long patienceNs();

    void nothingHappened();

    /** Whether there is nothing more to say, so that the call can end. */
    boolean isOver();

    /** What our signalling shall carry: X- headers by name. */
    Map<String, String> headers();

    /** To whom the caller is to be handed on when it is over, if to anyone. */
    Optional<Ending.Transfer> transfer();

    /** Whether a recording can be heard from them. */
    boolean canPlay();

    /** Plays a recording, whose end is told like that of an utterance. */
    UtteranceId play(Sound sound, boolean isEndless);

    /** No more of that. */
    void hush();

    /** That did not come about, and the caller is still here. */
    void notTransferred();

    /** The call is over: nothing more is said. Whether it has yet to be told how much of the last line was heard. */
    boolean fallsSilent();

    /** One of the two is hanging up; without it the call was cut off. */
    void endsInOrder();

    /** What to call the ears and the mouth in the trace. */
    String recogniser();

    String voice();

    @Override
    void close();
}
