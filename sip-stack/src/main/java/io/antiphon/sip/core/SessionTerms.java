package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.SECONDS;

import gov.nist.javax.sip.header.extensions.MinSE;
import gov.nist.javax.sip.header.extensions.SessionExpires;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * How long a session lasts without a refresh, and who refreshes (RFC 4028): what the two sides say of it, and
 * what they agree on.
 */
record SessionTerms(int seconds, boolean weRefresh) {

    /** RFC 4028, section 4: no shorter sessions are allowed. */
    static final int LEAST_SECONDS = 90;
    /** RFC 4028, section 4: what is recommended. */
    private static final int USUAL_SECONDS = 1800;
    private static final int MOST_MARGIN_SECONDS = 32;

    /** What we ask for. */
    static final SessionTerms USUAL = new SessionTerms(USUAL_SECONDS, true);

    /** When whoever does not hear of a refresh gives up: a little before the session expires. */
    long patienceNs() {
        return SECONDS.toNanos(seconds - Math.min(MOST_MARGIN_SECONDS, seconds / 3));
    }

    long refreshNs() {
        return SECONDS.toNanos(seconds) / 2;
    }

    /** The first proposal of a call of ours leaves it to them who refreshes. */
    void propose(Messages messages, Request request) throws ParseException {
        propose(messages, request, "");
    }

    /** On a request within a call the roles stay as they are. */
    void confirm(Messages messages, Request request) throws ParseException {
        propose(messages, request, weRefresh ? ";refresher=uac" : ";refresher=uas");
    }

    private void propose(Messages messages, Request request, String refresher)
            throws ParseException {
        messages.supported(request);
        messages.header(request, "Session-Expires", seconds + refresher);
        messages.header(request, "Min-SE", Integer.toString(LEAST_SECONDS));
    }

    /** Whether a request wants sessions so short that it must be refused with 422. */
    static boolean isTooShort(Request request) {
        return supports(request)
                && expires(request).filter(seconds -> seconds < LEAST_SECONDS).isPresent();
    }

    /** What we agree to when a request of theirs is taken (RFC 4028, table 2). */
    static SessionTerms answered(Request request) {
        int usual = Math.max(USUAL_SECONDS, least(request).orElse(0));
        int seconds = Math.max(LEAST_SECONDS, expires(request).orElse(usual));
        boolean we = refresher(request).map(refresher -> refresher.equals("uas"))
                .orElseGet(() -> !supports(request));
        return new SessionTerms(seconds, we);
    }

    /** Puts on the 2xx to a request of theirs what we agreed to. */
    void agree(Messages messages, Response response) throws ParseException {
        messages.supported(response);
        messages.header(response, "Session-Expires",
                seconds + (weRefresh ? ";refresher=uas" : ";refresher=uac"));
        if (!weRefresh) {
            messages.header(response, "Require", Extensions.TIMER);
        }
    }

    /** What they agreed to in the 2xx to a request of ours that asked for this. */
    SessionTerms agreed(Response response) {
        boolean they = refresher(response).filter(refresher -> refresher.equals("uas")).isPresent();
        return new SessionTerms(Math.max(LEAST_SECONDS, expires(response).orElse(seconds)), !they);
    }

    /** What to ask for after a refusal, if it was refused as too short. */
    Optional<SessionTerms> longer(Response refusal) {
        return Optional.of(refusal)
                .filter(response -> response.getStatusCode() == 422)
                .flatMap(SessionTerms::least)
                .filter(least -> least > seconds)
                .map(least -> new SessionTerms(least, weRefresh));
    }

    private static Optional<Integer> least(Message message) {
        return message.getHeader(MinSE.NAME) instanceof MinSE header
                ? Optional.of(header.getExpires())
                : Optional.empty();
    }

    private static Optional<Integer> expires(Message message) {
        return message.getHeader(SessionExpires.NAME) instanceof SessionExpires header
                ? Optional.of(header.getExpires())
                : Optional.empty();
    }

    private static Optional<String> refresher(Message message) {
        return message.getHeader(SessionExpires.NAME) instanceof SessionExpires header
                ? Optional.ofNullable(header.getRefresher())
                : Optional.empty();
    }

    private static boolean supports(Request request) {
        return Extensions.supports(request, Extensions.TIMER);
    }
}
