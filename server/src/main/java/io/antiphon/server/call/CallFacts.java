package io.antiphon.server.call;

import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.sip.CallerIdentity;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.OutgoingCall;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a call at its beginning, for the conversation and for the trace. The number and name of a caller who wants to
 * be anonymous go to neither (RFC 3323).
 */
record CallFacts(CallerIdentity caller, String dialled, String firstDialled,
        Map<String, String> headers) {

    CallFacts {
        headers = Map.copyOf(headers);
    }

    /** {@code isTrusted}: whether what the peer asserts of the caller counts. */
    static CallFacts of(IncomingCall call, boolean isTrusted) {
        return new CallFacts(call.caller(isTrusted), call.requestUser(), call.toUser(),
                call.extras());
    }

    /** What is known of a call that we make. */
    static CallFacts of(OutgoingCall call) {
        var nobody = new CallerIdentity("", "", CallerIdentity.Source.FROM, false, List.of());
        String user = call.target().replaceFirst("(?i)^sips?:", "").replaceFirst("@.*", "");
        return new CallFacts(nobody, user, user, Map.of());
    }

    Facts forConversation() {
        var facts = new HashMap<String, String>();
        facts.put(Facts.NUMBER, caller.isAnonymous() ? "" : caller.number());
        facts.put(Facts.NAME, caller.isAnonymous() ? "" : caller.name());
        facts.put(Facts.DIALLED, dialled);
        facts.put(Facts.FIRST_DIALLED, firstDialled);
        redirection().ifPresent(last -> {
            facts.put(Facts.REDIRECTED_FROM, last.number());
            facts.put(Facts.REDIRECTED_BECAUSE, last.reason());
        });
        headers.forEach((name, value) -> facts.put(Facts.HEADER + name, value));
        facts.values().removeIf(String::isBlank);
        return new Facts(facts);
    }

    /** What the phone of somebody shows to whom the caller is handed on; empty for a caller who is anonymous. */
    String display() {
        if (caller.isAnonymous()) {
            return "";
        }
        return caller.name().isBlank() ? caller.number() : caller.name();
    }

    Map<String, Object> forTrace() {
        var told = new LinkedHashMap<String, Object>();
        told.put("dialled", dialled);
        if (caller.isAnonymous()) {
            told.put("anonymous", true);
        } else if (!caller.number().isEmpty()) {
            told.put("from", caller.number());
            told.put("fromName", caller.name());
            told.put("fromBy", caller.by().name());
        }
        redirection().ifPresent(last -> {
            told.put("redirectedFrom", last.number());
            told.put("redirectedBecause", last.reason());
        });
        if (!headers.isEmpty()) {
            told.put("headers", headers);
        }
        return told;
    }

    private Optional<CallerIdentity.Redirection> redirection() {
        return caller.redirectedBy().stream().findFirst();
    }
}
