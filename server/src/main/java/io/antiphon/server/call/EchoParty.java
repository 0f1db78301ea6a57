package io.antiphon.server.call;

import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.media.MediaEvent.MediaBroken;
import io.antiphon.media.MediaSession;
import io.antiphon.speech.UtteranceId;
import java.util.Map;
import java.util.Optional;

/** The agent called {@code echo}: sends back what it hears, which is all that a test call needs. */
final class EchoParty implements Party {

    static final String NAME = "echo";

    private final MediaSession media;
    private boolean isOver;

    EchoParty(MediaSession media) {
        this.media = media;
    }

    @Override
    public MediaSession media() {
        return media;
    }

    @Override
    public void begin() {
        // The media echo by themselves.
    }

    @Override
    public void happened(CallEvent.OfParty event) {
        isOver |= event instanceof CallEvent.Media(MediaBroken _);
    }

    @Override
    public long patienceNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public void nothingHappened() {
        // It may stay so for as long as the caller likes.
    }

    @Override
    public boolean isOver() {
        return isOver;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public Optional<Ending.Transfer> transfer() {
        return Optional.empty();
    }

    @Override
    public boolean canPlay() {
        return false;
    }

    @Override
    public UtteranceId play(Sound sound, boolean isEndless) {
        throw new IllegalStateException("an echo plays nothing of its own");
    }

    @Override
    public void hush() {
        // Nothing is played.
    }

    @Override
    public void notTransferred() {
        // Nobody is handed on from here.
    }

    @Override
    public boolean fallsSilent() {
        return false;
    }

    @Override
    public void endsInOrder() {
        // There is nothing to go on with.
    }

    @Override
    public String recogniser() {
        return "none";
    }

    @Override
    public String voice() {
        return "none";
    }

    @Override
    public void close() {
        media.close();
    }
}
