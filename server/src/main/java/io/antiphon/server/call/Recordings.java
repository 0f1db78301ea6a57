package io.antiphon.server.call;

import io.antiphon.media.MediaSession;
import io.antiphon.media.floor.Interruption;
import io.antiphon.speech.UtteranceId;
import java.util.Optional;

/** Has recordings heard in the place of the agent. Owned by the call's thread. */
final class Recordings {

    private final MediaSession media;
    private final Mouth mouth;
    private Optional<UtteranceId> playing = Optional.empty();

    Recordings(MediaSession media, Mouth mouth) {
        this.media = media;
        this.mouth = mouth;
    }

    UtteranceId play(UtteranceId id, Sound sound, boolean isEndless) {
        media.agentStarts(id, Interruption.NONE);
        mouth.play(id, sound, isEndless);
        playing = Optional.of(id);
        return id;
    }

    /** No more of that. */
    void hush() {
        playing.ifPresent(id -> {
            mouth.stop();
            media.cut(id);
        });
        playing = Optional.empty();
    }
}
