package io.antiphon.sip.core;

import gov.nist.javax.sip.ServerTransactionExt;
import gov.nist.javax.sip.message.SIPRequest;
import io.antiphon.sip.SipHandler;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.sdp.SdpException;
import io.antiphon.sip.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.header.AcceptHeader;
import javax.sip.header.RequireHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** Decides on requests that belong to no call yet, and on those that have the same answer in every call. */
final class Reception {

    /** Methods that exist but that we do not take (405); what nobody knows is 501. */
    private static final Set<String> KNOWN = Set.of("REGISTER", "SUBSCRIBE", "MESSAGE", "REFER",
            "PRACK", "PUBLISH");

    private final Core core;
    private final SipHandler handler;

    Reception(Core core, SipHandler handler) {
        this.core = core;
        this.handler = handler;
    }

    void invite(RequestEvent event, Optional<DialogOwner> owner) throws Exception {
        var request = (SIPRequest) event.getRequest();
        var transaction = event.getServerTransaction();
        if (transaction != null && owner.isPresent()) {
            owner.get().reinvited(transaction, request);
            return;
        }
        if (request.getToTag() != null) {
            answer(event, 481, "Call/Transaction Does Not Exist", List.of());
            return;
        }
        var refusal = refusal(request);
        if (refusal.isPresent()) {
            core.count(SipMeter.CALLS_REFUSED);
            answer(event, refusal.get());
            return;
        }
        Optional<SessionDescription> offer;
        try {
            offer = Messages.sdp(request);
        } catch (SdpException broken) {
            core.count(SipMeter.CALLS_REFUSED);
            answer(event, 400, "Bad session description", List.of());
            return;
        }
        var call = new InboundCall(core, core.provider().getNewServerTransaction(request), request,
                offer);
        try {
            handler.invited(call);
        } catch (RuntimeException mistake) {
            call.failed();
            throw mistake;
        }
    }

    /** A final answer with what it has to carry. */
    private record Refusal(int status, String reason, List<Extra> extras) {}

    private record Extra(String name, String value) {}

    private Optional<Refusal> refusal(SIPRequest request) {
        if (core.population.isDraining()) {
            return Optional.of(new Refusal(503, "Service Unavailable",
                    List.of(new Extra("Retry-After",
                            Integer.toString(5 + core.random.nextInt(25))))));
        }
        if (!isOurScheme(request)) {
            return Optional.of(new Refusal(416, "Unsupported URI Scheme", List.of()));
        }
        if (SessionTerms.isTooShort(request)) {
            return Optional.of(new Refusal(422, "Session Interval Too Small",
                    List.of(new Extra("Min-SE", Integer.toString(SessionTerms.LEAST_SECONDS)))));
        }
        var required = required(request);
        if (!required.isEmpty()) {
            return Optional.of(new Refusal(420, "Bad Extension",
                    List.of(new Extra("Unsupported", String.join(", ", required)))));
        }
        if (Messages.content(request).isPresent()
                && (!Messages.isSdp(request) || request.getHeader("Content-Encoding") != null)) {
            return Optional.of(new Refusal(415, "Unsupported Media Type",
                    List.of(new Extra("Accept", "application/sdp"),
                            new Extra("Accept-Encoding", "identity"))));
        }
        if (request.getMethod().equals(Request.INVITE) && !acceptsSdp(request)) {
            return Optional.of(new Refusal(406, "Not Acceptable", List.of()));
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

    /** What is required of us that we do not have. */
    private static List<String> required(SIPRequest request) {
        var required = new ArrayList<String>();
        Iterator<?> headers = request.getHeaders(RequireHeader.NAME);
        while (headers.hasNext()) {
            if (headers.next() instanceof RequireHeader header
                    && !SessionTerms.OPTION.equals(header.getOptionTag())) {
                required.add(header.getOptionTag());
            }
        }
        return required;
    }

    void cancel(RequestEvent event) throws Exception {
        var transaction = event.getServerTransaction();
        var cancelled = transaction instanceof ServerTransactionExt ours
                ? ours.getCanceledInviteTransaction()
                : null;
        if (cancelled != null && cancelled.getDialog() != null
                && cancelled.getDialog().getApplicationData() instanceof InboundCall call) {
            answer(event, 200, "OK", List.of());
            call.cancelled();
        } else {
            answer(event, 481, "Call/Transaction Does Not Exist", List.of());
        }
    }

    void bye(RequestEvent event, Optional<DialogOwner> owner) throws Exception {
        if (owner.isPresent()) {
            answer(event, 200, "OK", List.of());
            owner.get().byeReceived(event.getRequest());
        } else {
            answer(event, 481, "Call/Transaction Does Not Exist", List.of());
        }
    }

    void update(RequestEvent event, Optional<DialogOwner> owner) throws Exception {
        var request = (SIPRequest) event.getRequest();
        var refusal = refusal(request).filter(found -> found.status() != 503);
        if (owner.isEmpty()) {
            answer(event, 481, "Call/Transaction Does Not Exist", List.of());
        } else if (refusal.isPresent()) {
            answer(event, refusal.get());
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
            answer(event, 481, "Call/Transaction Does Not Exist", List.of());
        } else if (key.isPresent() || Messages.content(request).isEmpty()) {
            answer(event, 200, "OK", List.of());
            key.ifPresent(owner.get()::pressed);
        } else {
            answer(event, 415, "Unsupported Media Type",
                    List.of(new Extra("Accept", String.join(", ", InfoKey.TYPES))));
        }
    }

    /** RFC 3842 in the wild: message-waiting news arrive unasked, with or without a dialog. */
    void notify(RequestEvent event, Optional<DialogOwner> owner) throws Exception {
        answer(event, 200, "OK", List.of());
        owner.ifPresent(call -> call.notified(event.getRequest()));
    }

    void other(RequestEvent event) throws Exception {
        var request = (SIPRequest) event.getRequest();
        boolean strayed = event.getDialog() == null && request.getToTag() != null;
        switch (request.getMethod()) {
            case Request.OPTIONS -> options(event, strayed);
            default -> {
                String allow = String.join(", ", Messages.METHODS);
                boolean known = KNOWN.contains(request.getMethod());
                answer(event, known ? 405 : 501, known ? "Method Not Allowed" : "Not Implemented",
                        List.of(new Extra("Allow", allow)));
            }
        }
    }

    private void options(RequestEvent event, boolean strayed) throws Exception {
        var refusal = refusal((SIPRequest) event.getRequest())
                .filter(found -> found.status() != 415);
        if (strayed) {
            answer(event, 481, "Call/Transaction Does Not Exist", List.of());
        } else if (refusal.isPresent()) {
            answer(event, refusal.get());
        } else {
            answer(event, 200, "OK",
                    List.of(new Extra("Allow", String.join(", ", Messages.METHODS)),
                            new Extra("Accept", "application/sdp"),
                            new Extra("Accept-Encoding", "identity"),
                            new Extra("Accept-Language", "en")));
        }
    }

    private void answer(RequestEvent event, Refusal refusal) throws Exception {
        answer(event, refusal.status(), refusal.reason(), refusal.extras());
    }

    /** By the transaction where there is one; else an INVITE gets one, to wait for the ACK, and the rest needs none. */
    private void answer(RequestEvent event, int status, String reason, List<Extra> extras)
            throws Exception {
        var request = event.getRequest();
        ServerTransaction transaction = event.getServerTransaction();
        if (transaction == null && request.getMethod().equals(Request.INVITE)) {
            transaction = core.provider().getNewServerTransaction(request);
        }
        Response response = core.messages.response(request, status, reason,
                toTag(request, transaction));
        for (var extra : extras) {
            core.messages.header(response, extra.name(), extra.value());
        }
        if (transaction == null) {
            core.provider().sendResponse(response);
        } else {
            transaction.sendResponse(response);
        }
    }

    /** Without a transaction, repetitions of a request must get the same tag (RFC 3261, section 8.2.7). */
    private String toTag(Request request, @Nullable ServerTransaction transaction) {
        if (transaction != null) {
            return core.messages.newTag();
        }
        String branch = ((SIPRequest) request).getTopmostVia().getBranch();
        boolean fresh = request.getHeader(ToHeader.NAME) instanceof ToHeader to
                && to.getTag() == null;
        return fresh
                ? Integer.toHexString(31 * String.valueOf(branch).hashCode() + 17)
                : core.messages.newTag();
    }
}
