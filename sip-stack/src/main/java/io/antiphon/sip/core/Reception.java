package io.antiphon.sip.core;

import gov.nist.javax.sip.ServerTransactionExt;
import gov.nist.javax.sip.message.SIPRequest;
import io.antiphon.sip.SipHandler;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.core.Answers.Extra;
import io.antiphon.sip.core.Answers.Final;
import io.antiphon.sip.sdp.SdpException;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.sip.trunk.Trunk;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sip.RequestEvent;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.header.AcceptHeader;
import javax.sip.message.Request;

/** Decides on requests that belong to no call yet, and on those that have the same answer in every call. */
final class Reception {

    /** Methods that exist but that we do not take (405); what nobody knows is 501. */
    private static final Set<String> KNOWN = Set.of("REGISTER", "SUBSCRIBE", "MESSAGE", "PUBLISH");

    private final Core core;
    private final SipHandler handler;
    private final Answers answers;

    Reception(Core core, SipHandler handler) {
        this.core = core;
        this.handler = handler;
        this.answers = new Answers(core);
    }

    void invite(RequestEvent event, Optional<DialogOwner> owner, Optional<Trunk> trunk)
            throws Exception {
        var request = (SIPRequest) event.getRequest();
        var transaction = event.getServerTransaction();
        if (transaction != null && owner.isPresent()) {
            owner.get().reinvited(transaction, request);
            return;
        }
        if (request.getToTag() != null) {
            answers.send(event, 481, "Call/Transaction Does Not Exist");
            return;
        }
        var refusal = refusal(request);
        if (refusal.isPresent()) {
            core.count(SipMeter.CALLS_REFUSED);
            answers.send(event, refusal.get());
            return;
        }
        Optional<SessionDescription> offer;
        try {
            offer = Messages.sdp(request);
        } catch (SdpException broken) {
            core.count(SipMeter.CALLS_REFUSED);
            answers.send(event, 400, "Bad session description");
            return;
        }
        var replaced = Replaced.by(core, request);
        if (replaced instanceof Replaced.Refused(int status, var reason)) {
            core.count(SipMeter.CALLS_REFUSED);
            answers.send(event, status, reason);
            return;
        }
        var call = new InboundCall(core, core.provider().getNewServerTransaction(request), request,
                offer, trunk, replaced);
        try {
            handler.invited(call);
        } catch (RuntimeException mistake) {
            call.failed();
            throw mistake;
        }
    }

    private Optional<Final> refusal(SIPRequest request) {
        if (core.population.isDraining()) {
            return Optional.of(new Final(503, "Service Unavailable",
                    List.of(new Extra("Retry-After", core.retryAfter()))));
        }
        if (!isOurScheme(request)) {
            return Optional.of(new Final(416, "Unsupported URI Scheme"));
        }
        if (SessionTerms.isTooShort(request)) {
            return Optional.of(new Final(422, "Session Interval Too Small",
                    List.of(new Extra("Min-SE", Integer.toString(SessionTerms.LEAST_SECONDS)))));
        }
        var required = Extensions.unknown(request);
        if (!required.isEmpty()) {
            return Optional.of(new Final(420, "Bad Extension",
                    List.of(new Extra("Unsupported", String.join(", ", required)))));
        }
        if (Messages.content(request).isPresent()
                && (!Messages.isSdp(request) || request.getHeader("Content-Encoding") != null)) {
            return Optional.of(new Final(415, "Unsupported Media Type",
                    List.of(new Extra("Accept", "application/sdp"),
                            new Extra("Accept-Encoding", "identity"))));
        }
        if (request.getMethod().equals(Request.INVITE) && !acceptsSdp(request)) {
            return Optional.of(new Final(406, "Not Acceptable"));
        }
        return Optional.empty();
    }

    /** Whether the caller would read the session in our answer; who says nothing would. */
    private static boolean acceptsSdp(SIPRequest request) {
        boolean choosy = false;
        Iterator<?> headers = request.getHeaders(AcceptHeader.NAME);
        while (headers.hasNext()) {
            if (headers.next() instanceof AcceptHeader accept && accept.getContentType() != null) {
                choosy = true;
                if (allowsSdp(accept)) {
                    return true;
                }
            }
        }
        return !choosy;
    }

    private static boolean allowsSdp(AcceptHeader accept) {
        return accept.allowsAllContentTypes()
                || (accept.getContentType().equalsIgnoreCase("application")
                        && (accept.allowsAllContentSubTypes()
                                || accept.getContentSubType().equalsIgnoreCase("sdp")));
    }

    private static boolean isOurScheme(SIPRequest request) {
        return request.getRequestURI() instanceof SipURI
                || request.getRequestURI() instanceof TelURL;
    }

    void cancel(RequestEvent event) throws Exception {
        var call = cancelled(event);
        if (call.isPresent()) {
            answers.send(event, 200, "OK");
            call.get().cancelled();
        } else {
            answers.send(event, 481, "Call/Transaction Does Not Exist");
        }
    }

    /** The call that a CANCEL means. */
    static Optional<InboundCall> cancelled(RequestEvent event) {
        return event.getServerTransaction() instanceof ServerTransactionExt ours
                && ours.getCanceledInviteTransaction() != null
                && ours.getCanceledInviteTransaction().getDialog() != null
                && ours.getCanceledInviteTransaction()
                        .getDialog()
                        .getApplicationData() instanceof InboundCall call
                                ? Optional.of(call)
                                : Optional.empty();
    }

    /** From a trunk that has proved who it is; where there is none, nobody registers. */
    void register(RequestEvent event, Optional<Trunk> trunk) throws Exception {
        if (core.config.admission().isOpen()) {
            other(event);
            return;
        }
        var request = (SIPRequest) event.getRequest();
        var refusal = refusal(request).filter(found -> found.status() != 415);
        if (refusal.isPresent()) {
            answers.send(event, refusal.get());
        } else if (trunk.flatMap(Trunk::credentials).isEmpty()) {
            answers.send(event, 403, "Forbidden");
        } else {
            answers.sendOnce(event, core.registrar.answer(request, trunk.get()));
        }
    }

    void bye(RequestEvent event, Optional<DialogOwner> owner) throws Exception {
        if (owner.isPresent()) {
            answers.send(event, 200, "OK");
            owner.get().byeReceived(event.getRequest());
        } else {
            answers.send(event, 481, "Call/Transaction Does Not Exist");
        }
    }

    void update(RequestEvent event, Optional<DialogOwner> owner) throws Exception {
        var request = (SIPRequest) event.getRequest();
        var refusal = refusal(request).filter(found -> found.status() != 503);
        if (owner.isEmpty()) {
            answers.send(event, 481, "Call/Transaction Does Not Exist");
        } else if (refusal.isPresent()) {
            answers.send(event, refusal.get());
        } else {
            var transaction = event.getServerTransaction();
            owner.get()
                    .updated(transaction == null
                            ? core.provider().getNewServerTransaction(request)
                            : transaction, request);
        }
    }

    /** A key, if it is one; an empty INFO only asks whether the call is still there (RFC 2976). */
    void info(RequestEvent event, Optional<DialogOwner> owner) throws Exception {
        var request = event.getRequest();
        var key = InfoKey.of(request);
        if (owner.isEmpty()) {
            answers.send(event, 481, "Call/Transaction Does Not Exist");
        } else if (key.isPresent() || Messages.content(request).isEmpty()) {
            answers.send(event, 200, "OK");
            key.ifPresent(owner.get()::pressed);
        } else {
            answers.send(event, new Final(415, "Unsupported Media Type",
                    List.of(new Extra("Accept", String.join(", ", InfoKey.TYPES)))));
        }
    }

    /** RFC 3842 in the wild: message-waiting news arrive unasked, with or without a dialog. */
    void notify(RequestEvent event, Optional<DialogOwner> owner) throws Exception {
        answers.send(event, 200, "OK");
        owner.ifPresent(call -> call.referrals().notified(event.getRequest()));
    }

    /** Only within a call: nobody else may make us call (RFC 3515, section 5). */
    void refer(RequestEvent event, Optional<DialogOwner> owner) throws Exception {
        var request = (SIPRequest) event.getRequest();
        if (owner.isPresent()) {
            var transaction = event.getServerTransaction();
            owner.get()
                    .referrals()
                    .referred(transaction == null
                            ? core.provider().getNewServerTransaction(request)
                            : transaction, request);
        } else if (request.getToTag() != null) {
            answers.send(event, 481, "Call/Transaction Does Not Exist");
        } else {
            answers.send(event, 403, "Forbidden");
        }
    }

    void other(RequestEvent event) throws Exception {
        var request = (SIPRequest) event.getRequest();
        boolean strayed = event.getDialog() == null && request.getToTag() != null;
        switch (request.getMethod()) {
            case Request.OPTIONS -> options(event, strayed);
            default -> {
                String allow = String.join(", ", Messages.METHODS);
                boolean known = KNOWN.contains(request.getMethod());
                answers.send(event, new Final(known ? 405 : 501,
                        known ? "Method Not Allowed" : "Not Implemented",
                        List.of(new Extra("Allow", allow))));
            }
        }
    }

    private void options(RequestEvent event, boolean strayed) throws Exception {
        var refusal = refusal((SIPRequest) event.getRequest())
                .filter(found -> found.status() != 415);
        if (strayed) {
            answers.send(event, 481, "Call/Transaction Does Not Exist");
        } else if (refusal.isPresent()) {
            answers.send(event, refusal.get());
        } else {
            answers.send(event, new Final(200, "OK",
                    List.of(new Extra("Allow", String.join(", ", Messages.METHODS)),
                            new Extra("Supported", String.join(", ", Extensions.OURS)),
                            new Extra("Accept", "application/sdp"),
                            new Extra("Accept-Encoding", "identity"),
                            new Extra("Accept-Language", "en"))));
        }
    }
}
