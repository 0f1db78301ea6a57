package io.antiphon.server.call;

import io.antiphon.asr.Listening;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.media.MediaSession;
import io.antiphon.speech.UtteranceId;
import java.util.Map;
import java.util.Optional;

/** An agent that hears, thinks and speaks. Owned by the call's thread. */
final class AgentParty implements Party {

    private final MediaSession media;
    private final Listening listening;
    private final Mouth mouth;
    private final Talk talk;
    private final Story story;
    private final String recogniser;

    AgentParty(MediaSession media, Listening listening, Mouth mouth, Talk talk, Story story,
            String recogniser) {
        this.media = media;
        this.listening = listening;
        this.mouth = mouth;
        this.talk = talk;
        this.story = story;
        this.recogniser = recogniser;
    }

    @Override
    public MediaSession media() {
        return media;
    }

    @Override
    public void begin() {
        talk.begin();
        listening.expect(talk.expectedSpeech());
    }

    @Override
    public void happened(CallEvent.OfParty event) {
        switch (event) {
            case CallEvent.Media(var mediaEvent) -> talk.happened(mediaEvent);
            case CallEvent.FloorMoved(var move) -> story.floorMoved(move);
            case CallEvent.Partial(var heard, long position) -> talk.partial(heard, position);
            case CallEvent.Paused(var heard, long position) -> talk.paused(heard, position);
            case CallEvent.Said(var heard, _) -> talk.said(heard);
            case CallEvent.Deaf(var failure, _) -> talk.deaf(failure);
            case CallEvent.Worded(var utterance, var clause, boolean byModel) ->
                talk.worded(utterance, clause, byModel);
            case CallEvent.Asked(var utterance, var calls) -> talk.asked(utterance, calls);
            case CallEvent.WordPlaced(var utterance, var word) -> talk.placed(utterance, word);
            case CallEvent.Synthesised(var utterance, var outcome) ->
                talk.synthesised(utterance, outcome);
            case CallEvent.Returned(int trip, var what) -> talk.returned(trip, what);
        }
        // Where the conversation has come to another stage, other words become likely.
        listening.expect(talk.expectedSpeech());
    }

    @Override
    public long patienceNs() {
        return talk.patienceNs();
    }

    @Override
    public void nothingHappened() {
        talk.nothingHappened();
        listening.expect(talk.expectedSpeech());
    }

    @Override
    public boolean isOver() {
        return talk.isOver();
    }

    @Override
    public Map<String, String> headers() {
        return talk.headers();
    }

    @Override
    public Optional<Ending.Transfer> transfer() {
        return talk.transfer();
    }

    @Override
    public boolean canPlay() {
        return true;
    }

    @Override
    public UtteranceId play(Sound sound, boolean isEndless) {
        return talk.play(sound, isEndless);
    }

    @Override
    public void hush() {
        talk.hush();
    }

    @Override
    public void notTransferred() {
        talk.notTransferred();
        listening.expect(talk.expectedSpeech());
    }

    @Override
    public boolean fallsSilent() {
        return talk.fallsSilent();
    }

    @Override
    public void endsInOrder() {
        talk.endsInOrder();
    }

    @Override
    public String recogniser() {
        return recogniser;
    }

    @Override
    public String voice() {
        return mouth.voice();
    }

    @Override
    public void close() {
        talk.close();
        mouth.close();
        media.close();
        listening.close();
    }
}
