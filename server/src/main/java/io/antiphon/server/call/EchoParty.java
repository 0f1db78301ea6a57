package io.antiphon.server.call;

import io.antiphon.media.MediaSession;

/** The agent called {@code echo}: sends back what it hears, which is all that a test call needs. */
record EchoParty(MediaSession media) implements Party {

    static final String NAME = "echo";

    @Override
    public void begin() {
        // The media echo by themselves.
    }

    @Override
    public void happened(CallEvent.OfParty event) {
        // Nobody is there to mind.
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
        return false;
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
