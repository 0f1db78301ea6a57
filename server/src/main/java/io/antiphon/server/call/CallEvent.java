package io.antiphon.server.call;

import io.antiphon.call.CallId;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.fault.EngineFailure;
import io.antiphon.media.MediaEvent;
import io.antiphon.media.floor.FloorRecord;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.Referral;
import io.antiphon.sip.Reoffer;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import java.util.List;
import java.util.Optional;

/** What can happen to a call. Each comes from the thread that saw it, by way of the {@link CallMailbox}. */
sealed interface CallEvent {

    /** The ACK came; with the answer, if the offer was ours. */
    record Established(Optional<SessionDescription> answer) implements CallEvent {}

    /** The way to whom we dial is known, and our address as they see it. */
    record Routed(String localHost) implements CallEvent {}

    /** Something came back from whom we dial; with what can be heard already. */
    record Ringing(int status, Optional<SessionDescription> early) implements CallEvent {}

    /** Whom we dialled took the call. */
    record Answered(SessionDescription remote) implements CallEvent {}

    record Reoffered(Reoffer reoffer) implements CallEvent {}

    /** The answer to an offer that we gave to a re-INVITE without one. */
    record Renegotiated(SessionDescription answer) implements CallEvent {}

    /** They keep the session as it was. */
    record ReofferRefused(int status) implements CallEvent {}

    record Ended(SipEnd end) implements CallEvent {}

    /** What became of handing the caller on. */
    record Transferred(int status) implements CallEvent {}

    /** They ask us to call someone else in their place. */
    record Referred(Referral referral) implements CallEvent {}

    /** Someone else calls to take their place. */
    record TakenOver(IncomingCall by) implements CallEvent {}

    /** Something happened to a call that is to take the place of this, or has. */
    record OfNext(CallId id, CallEvent event) implements CallEvent {}

    /** The server is going down. */
    record Leave(String why) implements CallEvent {}

    /** What concerns whoever the caller is talking to. */
    sealed interface OfParty extends CallEvent {}

    record Media(MediaEvent event) implements OfParty {}

    record FloorMoved(FloorRecord move) implements OfParty {}

    /** What the caller has said so far. */
    record Partial(Heard heard, long position) implements OfParty {}

    /** What the caller will have said if this pause is the end. */
    record Paused(Heard heard, long position) implements OfParty {}

    /** What the caller said in a turn that is over. */
    record Said(Heard heard, long position) implements OfParty {}

    record Deaf(EngineFailure failure, long position) implements OfParty {}

    /** The responder has worded so much more of an utterance, a language model or not. */
    record Worded(UtteranceId utterance, String clause, boolean byModel) implements OfParty {}

    /** The model that worded an utterance, all of which is worded now, wants this done. */
    record Asked(UtteranceId utterance, List<ToolCall> calls) implements OfParty {
        public Asked {
            calls = List.copyOf(calls);
        }
    }

    /** A word of the agent lies there in its utterance. */
    record WordPlaced(UtteranceId utterance, SpokenWord word) implements OfParty {}

    /** All of an utterance has been synthesised, or no more of it will be. */
    record Synthesised(UtteranceId utterance, SpeechOutcome outcome) implements OfParty {}

    /** An errand of the conversation has come to an end. */
    record Returned(int trip, io.antiphon.dialogue.decide.Returned what) implements OfParty {}
}
