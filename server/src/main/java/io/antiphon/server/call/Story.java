package io.antiphon.server.call;

import static io.antiphon.audio.Pcm.samplesToMs;

import io.antiphon.call.CallId;
import io.antiphon.dialogue.session.Reply;
import io.antiphon.media.MediaEvent;
import io.antiphon.media.floor.Floor;
import io.antiphon.media.floor.FloorRecord;
import io.antiphon.server.trace.CallTrace;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.time.NanoClock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells the call's trace what happened, in the words of {@code docs/call-json.md}. Any thread may tell. */
final class Story {

    private final CallTrace trace;

    Story(CallTrace trace) {
        this.trace = trace;
    }

    /** What nobody wants to hear. */
    static Story untold(CallId call, NanoClock clock) {
        return new Story(new CallTrace(Optional.empty(), call, clock));
    }

    void begin(String agent, String codec, String recogniser, String voice, CallFacts facts) {
        var told = new LinkedHashMap<>(facts.forTrace());
        told.putAll(Map.of("agent", agent, "codec", codec, "recogniser", recogniser, "voice",
                voice));
        trace.event("call.begin", told);
    }

    /**
     * What the media are now.
     *
     * @param suite what they are enciphered with, if they are
     * @param isKeyOpen whether somebody who reads the signalling has the keys as well
     */
    void media(String codec, Optional<String> suite, boolean isKeyOpen) {
        trace.event("media.agreed", Map.of("codec", codec, "srtp", suite.orElse("none"),
                "keysInTheClear", isKeyOpen));
    }

    /** The handshake failed, and with it the call. */
    void notEnciphered(String why) {
        trace.event("media.not.enciphered", Map.of("why", why));
    }

    /** The conversation goes on that was cut off in another call. */
    void resumed(String before, String stage) {
        trace.event("resumed", Map.of("from", before, "stage", stage));
    }

    /** We dial someone. */
    void dial(String agent, String to) {
        trace.event("call.dial", Map.of("agent", agent, "to", to));
    }

    /** Something came back from there; {@code isHeard} where that can be heard. */
    void ringing(int status, boolean isHeard) {
        trace.event("call.ringing", Map.of("status", status, "early", isHeard));
    }

    /** The other side asks us to call someone else; {@code status} is 0 when that begins. */
    void referral(String target, int status) {
        trace.event("referral", status == 0
                ? Map.of("to", target)
                : Map.of("to", target, "status", status));
    }

    /** The conversation goes on in another call, because of REFER or Replaces. */
    void moved(CallId to, String because) {
        trace.event("moved", Map.of("to", to.value(), "because", because));
    }

    /** The caller was to be handed on; {@code status} is 0 when that begins. */
    void transfer(String target, int status) {
        trace.event("transfer", status == 0
                ? Map.of("to", target)
                : Map.of("to", target, "status", status));
    }

    /** Whoever is to take the caller over has answered, and is told this. */
    void announce(String text) {
        trace.event("announce", Map.of("text", text));
    }

    void end(CallView.Ending how) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("cause", how.cause().word());
        fields.put("reason", how.reason());
        if (how.status() > 0) {
            fields.put("status", how.status());
        }
        if (how.q850() > 0) {
            fields.put("q850", how.q850());
        }
        if (how.retryAfterSeconds() > 0) {
            fields.put("retryAfterSeconds", how.retryAfterSeconds());
        }
        trace.event("call.end", fields);
    }

    void media(MediaEvent event) {
        switch (event) {
            case MediaEvent.SpeechStarted(_, long atNs) ->
                trace.event(atNs, "voice.begin", Map.of());
            case MediaEvent.SpeechPaused(_, long atNs) -> trace.event(atNs, "voice.end", Map.of());
            case MediaEvent.SpeechWentOn(_, long atNs) ->
                trace.event(atNs, "voice.begin", Map.of());
            case MediaEvent.TurnOver(long position, long lastVoice, long atNs) -> trace.event(atNs,
                    "turn.over", Map.of("silenceMs", samplesToMs(position - lastVoice)));
            case MediaEvent.Digit(char key, long atNs) ->
                trace.event(atNs, "dtmf", Map.of("digit", String.valueOf(key)));
            case MediaEvent.Backchannel(_, long atNs) -> trace.event(atNs, "backchannel", Map.of());
            case MediaEvent.FalseStart(_, long atNs) -> trace.event(atNs, "false.start", Map.of());
            case MediaEvent.MediaLost(long silentMs, long atNs) ->
                trace.event(atNs, "media.lost", Map.of("silentMs", silentMs));
            case MediaEvent.MediaFound(long atNs) -> trace.event(atNs, "media.found", Map.of());
            case MediaEvent.PacketsRefused(long forged, long replayed, long atNs) -> trace.event(
                    atNs, "packets.refused", Map.of("forged", forged, "replayed", replayed));
            case MediaEvent.Enciphered(String suite, long atNs) ->
                trace.event(atNs, "media.enciphered", Map.of("srtp", suite));
            case MediaEvent.NotEnciphered(String why, _) -> notEnciphered(why);
            case MediaEvent.MediaBroken(long atNs) -> trace.event(atNs, "media.broken", Map.of());
            case MediaEvent.Ducked _, MediaEvent.Held _, MediaEvent.Resumed _, MediaEvent.Cut _, MediaEvent.Interrupted _, MediaEvent.UtteranceStarted _, MediaEvent.UtteranceEnded _ -> {
                // Told as moves of the floor, and by whoever knows the words.
            }
        }
    }

    void floorMoved(FloorRecord move) {
        var orders = move.orders().stream().map(Enum::name).collect(Collectors.joining("+"));
        var sound = move.sounding();
        trace.event(move.atNs(), "floor", Map.of("state", name(move.to()), "order",
                orders.isEmpty() ? "NONE" : orders, "likelihood", move.likelihood(), "endOfTurn",
                move.evidence().endOfTurn(), "words", move.evidence().words(), "soundsOver",
                sound.turnOver(), "interruption", sound.interruption(), "backchannel",
                sound.backchannel(), "noise", sound.noise()));
    }

    private static String name(Floor floor) {
        return floor.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    void partial(Heard heard) {
        trace.event("heard.partial",
                Map.of("text", heard.text(), "stableWords", heard.stableWords()));
    }

    void said(Heard heard) {
        trace.event("heard.final", Map.of("text", heard.text(), "confidence", heard.confidence()));
    }

    void deaf(String why) {
        trace.event("recogniser.failed", Map.of("why", why));
    }

    void mute(String why) {
        trace.event("voice.failed", Map.of("why", why));
    }

    /** All that the agent means to say. */
    void reply(String text) {
        trace.event("reply", Map.of("text", text));
    }

    void decided(String stageBefore, Reply reply) {
        var decision = reply.trace();
        trace.event("decision", Map.of("rule", decision.rule(), "by",
                decision.by().name().toLowerCase(Locale.ROOT), "rules", decision.rules(), "given",
                decision.given()));
        if (!decision.stageAfter().equals(stageBefore)) {
            trace.event("stage", Map.of("from", stageBefore, "to", decision.stageAfter(), "phase",
                    decision.phase().written()));
        }
        decision.effects()
                .handover()
                .ifPresent(each -> trace.event("handover",
                        Map.of("from", each.from(), "to", each.to(), "by",
                                each.by().name().toLowerCase(Locale.ROOT), "why", each.why())));
        decision.given()
                .forEach((name, value) -> trace.event("field",
                        Map.of("name", name, "value", value)));
        if (decision.isNotUnderstood()) {
            trace.event("not.understood", Map.of());
        }
        if (reply.plan().improvise().isEmpty()) {
            reply(String.join(" ", reply.plan().lines()));
        }
    }

    /** The agent presses keys. */
    void presses(String keys) {
        trace.event("dtmf.sent", Map.of("digits", keys));
    }

    void starts(Utterance utterance, long atNs) {
        trace.event(atNs, "speech.begin",
                Map.of("utterance", utterance.id().number(), "text", utterance.text()));
    }

    /** {@code how} is SPOKEN, CUT or FAILED. */
    void spoke(Utterance utterance, long samples, long atNs, String how) {
        boolean isWhole = how.equals("SPOKEN");
        trace.event(atNs, "speech.end",
                Map.of("utterance", utterance.id().number(), "how", how, "heard",
                        isWhole ? utterance.text() : utterance.heard(samples), "unheard",
                        isWhole ? "" : utterance.unheard(samples), "heardMs",
                        samplesToMs(samples)));
    }
}
