package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.MINUTES;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Challenge;
import io.antiphon.sip.account.Claim;
import io.antiphon.sip.core.Answers.Extra;
import io.antiphon.sip.core.Answers.Final;
import io.antiphon.sip.trunk.Doorkeeper;
import io.antiphon.sip.trunk.Doorkeeper.Asking;
import io.antiphon.sip.trunk.Doorkeeper.Entry;
import io.antiphon.sip.trunk.Doorkeeper.Proof;
import io.antiphon.sip.trunk.Nonces;
import io.antiphon.sip.trunk.RateLimit;
import io.antiphon.sip.trunk.Refusals;
import io.antiphon.sip.trunk.Repeats;
import io.antiphon.sip.trunk.Strangers;
import io.antiphon.sip.wire.Door;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.RequestEvent;
import javax.sip.address.SipURI;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests in that belong to no call, asks who sends them, or turns them away; each that is turned away is
 * counted and has one line in the log, however often it is repeated. Sip thread.
 *
 * <p>OPTIONS is never challenged: PBXs ask that way whether we live, and most do not sign it.
 */
final class Doorman implements Door {

    private static final Logger LOG = LoggerFactory.getLogger(Doorman.class);

    private final Core core;
    private final Doorkeeper keeper;
    private final Nonces nonces;
    private final Answers answers;
    private final RateLimit rates;
    private final Repeats repeats;
    /** Since it was told last. */
    private long passedOver;

    Doorman(Core core) {
        this.core = core;
        this.answers = new Answers(core);
        this.rates = new RateLimit(core.config.admission().ratePerSecond(), core.timers);
        this.repeats = new Repeats(core.timers);
        this.nonces = new Nonces(core.timers, core.random);
        this.keeper = new Doorkeeper(core.config.admission(), nonces);
    }

    /** Whose request this is; empty where it has got all that it gets. */
    Optional<Entry.Known> enter(RequestEvent event) throws Exception {
        var request = (SIPRequest) event.getRequest();
        var proof = proof(request);
        boolean isSigned = !authorizations(request).isEmpty();
        // What is let in is remembered as well, for its repetition looks like a replay.
        boolean isNews = !isSigned || isNew(request);
        var entry = keeper.judge(new Asking(request.getPeerPacketSourceAddress(),
                request.getMethod().equals(Request.REGISTER), proof));
        return switch (entry) {
            case Entry.Known known -> Optional.of(known);
            case Entry.Challenged _ when isOfACall(request)
                    || request.getMethod().equals(Request.OPTIONS) ->
                Optional.of(new Entry.Known(Optional.empty()));
            case Entry.Challenged(boolean stale, var failure) -> {
                failure.or(() -> malformed(request, proof))
                        .filter(_ -> isNews)
                        .ifPresent(why -> unproven(request, why, proof.map(Proof::claim)));
                answers.sendAndForget(event,
                        new Final(401, "Unauthorized", challenges(stale)));
                yield Optional.empty();
            }
            case Entry.Stranger _ -> {
                if (isNews && (isSigned || isNew(request))) {
                    stranger(request, request.getTopmostVia().getTransport(), source(request));
                }
                answers.sendAndForget(event, new Final(403, "Forbidden"));
                yield Optional.empty();
            }
        };
    }

    @Override
    public boolean hasTimeFor(InetSocketAddress from, Supplier<Optional<String>> dialogId) {
        if (rates.admits(from.getAddress()) || keeper.knows(from.getAddress())
                || dialogId.get().filter(this::isDialog).isPresent()) {
            return true;
        }
        core.count(SipMeter.RATE_LIMITED);
        passedOver++;
        if (passedOver == 1) {
            Refusals.log(from, "any", "any", "too-many", "");
            core.timers.after(MINUTES.toNanos(1), this::tellPassedOver);
        }
        return false;
    }

    private void tellPassedOver() {
        LOG.warn("passed over {} messages in the last minute, for their sources sent more than {}"
                + " a second (sip.rate-limit)", passedOver,
                core.config.admission().ratePerSecond());
        passedOver = 0;
    }

    /** Silent strangers end here, for the library answers some requests by itself. */
    @Override
    public boolean isOpenTo(SIPRequest request, Transport transport, InetSocketAddress from) {
        if (isOpenTo(from) || isInDialog(request)) {
            return true;
        }
        if (!request.getMethod().equals(Request.ACK)
                && repeats.isNew(from, request.toString())) {
            stranger(request, transport.word(), from);
        }
        return false;
    }

    @Override
    public boolean isOpenTo(InetSocketAddress from) {
        return core.config.admission().strangers() == Strangers.REFUSE
                || keeper.mayKnow(from.getAddress());
    }

    private boolean isInDialog(SIPRequest request) {
        return request.getToTag() != null && isDialog(request.getDialogId(true));
    }

    private boolean isDialog(String id) {
        return core.provider().getSipStack() instanceof SIPTransactionStack stack
                && stack.getDialog(id) != null;
    }

    /** Whether it is no repetition; to be asked once for each that comes. */
    private boolean isNew(SIPRequest request) {
        return repeats.isNew(source(request), request.toString());
    }

    private void stranger(SIPRequest request, String transport, InetSocketAddress from) {
        core.count(SipMeter.STRANGERS_REFUSED);
        Refusals.log(from, transport.toLowerCase(Locale.ROOT), request.getMethod(),
                "unknown-source", userOf(request));
    }

    /** A registrar has taken an account of ours: what comes from there may come in, until it is given up. */
    void registered(String account, InetAddress registrar) {
        keeper.registered(account, registrar);
    }

    void unregistered(String account) {
        keeper.unregistered(account);
    }

    /** One that no signature helps: what it belongs to is here, or it gets 481. */
    private static boolean isOfACall(SIPRequest request) {
        return request.getToTag() != null || request.getMethod().equals(Request.CANCEL);
    }

    /** SHA-256 before MD5, for who understands both takes the first (RFC 8760, section 2.4). */
    private List<Extra> challenges(boolean stale) {
        String nonce = nonces.next();
        return List.of(Challenge.Algorithm.SHA256, Challenge.Algorithm.MD5)
                .stream()
                .map(algorithm -> new Extra("WWW-Authenticate",
                        "Digest realm=\"" + Doorkeeper.REALM + "\", nonce=\"" + nonce
                                + "\", algorithm=" + algorithm.word() + ", qop=\"auth\""
                                + (stale ? ", stale=true" : "")))
                .toList();
    }

    private void unproven(SIPRequest request, String why, Optional<Claim> claim) {
        core.count(SipMeter.PROOFS_REFUSED);
        Refusals.log(source(request),
                request.getTopmostVia().getTransport().toLowerCase(Locale.ROOT),
                request.getMethod(), why,
                claim.map(Claim::user).orElseGet(() -> userOf(request)));
    }

    private static InetSocketAddress source(SIPRequest request) {
        return new InetSocketAddress(request.getPeerPacketSourceAddress(),
                request.getPeerPacketSourcePort());
    }

    private static String userOf(SIPRequest request) {
        return request.getFrom().getAddress().getURI() instanceof SipURI uri
                && uri.getUser() != null
                        ? uri.getUser()
                        : "";
    }

    private static Optional<String> malformed(SIPRequest request, Optional<Proof> proof) {
        return proof.isEmpty() && authorizations(request).stream().anyMatch(Claim::isDigest)
                ? Optional.of("malformed-proof")
                : Optional.empty();
    }

    /** The proof for us, should there be several. */
    private Optional<Proof> proof(SIPRequest request) {
        var claims = authorizations(request).stream()
                .flatMap(value -> Claim.parse(value).stream())
                .toList();
        return claims.stream()
                .filter(claim -> claim.realm().equals(Doorkeeper.REALM))
                .findFirst()
                .or(() -> claims.stream().findFirst())
                .map(claim -> new Proof(claim, request.getMethod(), fits(claim, request)));
    }

    private static List<String> authorizations(SIPRequest request) {
        var values = new ArrayList<String>();
        Iterator<?> headers = request.getHeaders("Authorization");
        while (headers.hasNext()) {
            if (headers.next() instanceof SIPHeader header) {
                values.add(header.getHeaderValue());
            }
        }
        return values;
    }

    private boolean fits(Claim claim, SIPRequest request) {
        try {
            return claim.uri().equals(request.getRequestURI().toString())
                    || core.messages.uri(claim.uri()).equals(request.getRequestURI());
        } catch (ParseException noUri) {
            return false;
        }
    }
}
