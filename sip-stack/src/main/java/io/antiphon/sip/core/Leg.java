package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.Reoffer;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.sdp.SdpException;
import io.antiphon.sip.sdp.SessionDescription;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.ServerTransaction;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.RouteHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * A call that is up: what can still happen to it is another session, or its end. Sip thread.
 *
 * <p>At most one renegotiation runs at a time. Ours waits for theirs; theirs is told 491 while ours runs
 * (RFC 3261, section 14).
 */
final class Leg implements DialogOwner {

    private final Core core;
    private final Dialog dialog;
    private final Transport transport;
    private final String contactUser;
    private final Ending whenOver;
    private final boolean ownsCallId;
    private final Optional<Credentials> credentials;
    private InetSocketAddress lastSource;
    private CallHandler handler;
    private Optional<TheirReoffer> theirs = Optional.empty();
    private Optional<SessionDescription> queued = Optional.empty();
    private boolean ourInvitePending;
    private boolean answerDueInAck;
    private boolean over;

    /** Ends the call, once. */
    @FunctionalInterface
    interface Ending {

        void end(SipEnd end);
    }

    /** What a leg takes over from the call that became it. */
    record Origin(Dialog dialog, Transport transport, String contactUser, InetSocketAddress source,
            boolean ownsCallId, Optional<Credentials> credentials) {}

    Leg(Core core, Origin origin, CallHandler handler, Ending ending) {
        this.core = core;
        this.dialog = origin.dialog();
        this.transport = origin.transport();
        this.contactUser = origin.contactUser();
        this.lastSource = origin.source();
        this.ownsCallId = origin.ownsCallId();
        this.credentials = origin.credentials();
        this.handler = handler;
        this.whenOver = ending;
    }

    void handler(CallHandler next) {
        handler = next;
    }

    Dialog dialog() {
        return dialog;
    }

    // What we do.

    void bye(SipEnd end) {
        theirs.ifPresent(reoffer -> reoffer.refuseNow(487, "Request Terminated"));
        core.wire.guarded(() -> {
            var goodbye = new Population.Member() {
                @Override
                public void leave() {
                    // On its way already; transactions know when to give up.
                }

                @Override
                public boolean isCall() {
                    return false;
                }
            };
            core.population.enter(goodbye);
            try {
                send(dialog.createRequest(Request.BYE), (_, _) -> core.population.left(goodbye),
                        false);
            } catch (Exception notSent) {
                core.population.left(goodbye);
                throw notSent;
            }
        });
        end(end);
    }

    private void end(SipEnd end) {
        over = true;
        whenOver.end(end);
    }

    void reoffer(SessionDescription offer) {
        if (over) {
            return;
        }
        if (ourInvitePending || theirs.isPresent() || answerDueInAck) {
            queued = Optional.of(offer);
            return;
        }
        core.wire.guarded(() -> {
            var request = dialog.createRequest(Request.INVITE);
            core.messages.body(request, offer);
            core.messages.allow(request);
            ourInvitePending = true;
            send(request, (status, response) -> reinviteAnswered(offer, status, response), false);
        });
    }

    private void reinviteAnswered(SessionDescription offer, int status,
            Optional<Response> response) {
        ourInvitePending = false;
        boolean taken = status / 100 == 2 && response.isPresent();
        if (taken) {
            response.ifPresent(this::ack);
        }
        if (over) {
            return;
        }
        if (taken) {
            try {
                handler.renegotiated(requireSdp(response.orElseThrow()));
            } catch (SdpException broken) {
                bye(new SipEnd(Cause.FAILED, 0, "answer not understood: " + broken.getMessage()));
                return;
            }
        } else if (status == 481 || status == 408) {
            end(new SipEnd(Cause.TIMEOUT, status, "the other side has lost the call"));
            return;
        } else if (status == 491) {
            // Whoever owns the Call-ID waits longer, so that the two do not collide again.
            long delayMs = ownsCallId
                    ? 2_100 + 10L * core.random.nextInt(190)
                    : 10L * core.random.nextInt(200);
            queued = queued.or(() -> Optional.of(offer));
            core.timers.after(MILLISECONDS.toNanos(delayMs), this::sendQueued);
            return;
        } else {
            handler.reofferRefused(status);
        }
        sendQueued();
    }

    private void sendQueued() {
        var next = queued;
        queued = Optional.empty();
        next.ifPresent(this::reoffer);
    }

    /** Acknowledges a 2xx to an INVITE of ours. */
    void ack(Response response) {
        core.wire.guarded(() -> {
            var cseq = (CSeqHeader) response.getHeader(CSeqHeader.NAME);
            var ack = dialog.createAck(cseq.getSeqNumber());
            core.messages.stamp(ack, hop(ack));
            dialog.sendAck(ack);
        });
    }

    /** Sends within the dialog; a challenge is answered once, if we know how. */
    private void send(Request request, Outcome outcome, boolean isSecondTry) throws Exception {
        core.messages.stamp(request, hop(request));
        if (request.getMethod().equals(Request.INVITE)) {
            core.messages.contact(request, contactUser, hop(request));
        }
        var transaction = core.provider().getNewClientTransaction(request);
        transaction.setApplicationData(new Replies() {
            @Override
            public void response(Response response, Optional<Dialog> ofDialog) {
                noteSource(response);
                int status = response.getStatusCode();
                if (status < 200) {
                    return;
                }
                var digest = isSecondTry || (status != 401 && status != 407)
                        ? Optional.<DigestAnswer>empty()
                        : credentials
                                .flatMap(known -> DigestAnswer.to(response, known, core.random));
                if (digest.isEmpty()) {
                    outcome.finished(status, Optional.of(response));
                    return;
                }
                core.wire.guarded(() -> {
                    var again = dialog.createRequest(request.getMethod());
                    if (Messages.isSdp(request)) {
                        core.messages.body(again, requireSdp(request));
                    }
                    digest.get().sign(again, core.messages);
                    send(again, outcome, true);
                });
            }

            @Override
            public void unanswered() {
                outcome.finished(408, Optional.empty());
            }
        });
        dialog.sendRequest(transaction);
    }

    /** What became of a request. */
    @FunctionalInterface
    private interface Outcome {

        void finished(int status, Optional<Response> response);
    }

    /** Where a request of this dialog goes: its first route or its target; where that is a name, back. */
    private Hop hop(Request request) {
        var route = request.getHeader(RouteHeader.NAME) instanceof RouteHeader header
                && header.getAddress().getURI() instanceof SipURI first
                        ? Optional.of(first)
                        : Optional.<SipURI>empty();
        // A stream that is open is the best way there is; a Contact behind NAT may not even accept one.
        boolean back = route.isEmpty() && transport == Transport.TCP
                && core.wire.isConnected(lastSource);
        var target = route
                .or(() -> request.getRequestURI() instanceof SipURI uri
                        ? Optional.of(uri)
                        : Optional.empty())
                .filter(uri -> !back && IpLiteral.parse(uri.getHost()).isPresent());
        return target.map(uri -> Messages.hop(uri.getHost(), uri.getPort(), transport))
                .orElseGet(
                        () -> Messages.hop(lastSource.getAddress().getHostAddress(),
                                lastSource.getPort(), transport));
    }

    private void noteSource(Message message) {
        var any = (SIPMessage) message;
        if (any.getPeerPacketSourceAddress() != null) {
            lastSource = new InetSocketAddress(any.getPeerPacketSourceAddress(),
                    any.getPeerPacketSourcePort());
        }
    }

    // What they do.

    @Override
    public void reinvited(ServerTransaction transaction, Request request) {
        noteSource(request);
        if (ourInvitePending || theirs.isPresent() || answerDueInAck) {
            refuse(transaction, request, 491, "Request Pending");
            return;
        }
        try {
            var reoffer = new TheirReoffer(transaction, request, sdp(request));
            theirs = Optional.of(reoffer);
            handler.reoffered(reoffer);
        } catch (SdpException broken) {
            refuse(transaction, request, 400, "Bad session description");
        }
    }

    private void refuse(ServerTransaction transaction, Request request, int status, String reason) {
        core.wire.guarded(() -> transaction
                .sendResponse(
                        core.messages.response(request, status, reason, core.messages.newTag())));
    }

    @Override
    public void byeReceived(Request request) {
        theirs.ifPresent(reoffer -> reoffer.refuseNow(487, "Request Terminated"));
        end(new SipEnd(Cause.HANGUP_REMOTE, 0, "BYE"));
    }

    @Override
    public void acked(Request request) {
        noteSource(request);
        if (answerDueInAck) {
            answerDueInAck = false;
            try {
                handler.renegotiated(requireSdp(request));
            } catch (SdpException broken) {
                bye(new SipEnd(Cause.FAILED, 0, "answer not understood: " + broken.getMessage()));
                return;
            }
        }
        sendQueued();
    }

    @Override
    public void ackMissing() {
        bye(new SipEnd(Cause.TIMEOUT, 408, "no ACK"));
    }

    @Override
    public void okAgain(Response response) {
        ack(response);
    }

    @Override
    public void dialogGone() {
        end(new SipEnd(Cause.FAILED, 0, "dialog lost"));
    }

    /** The session in a message, if it has one. */
    static Optional<SessionDescription> sdp(Message message) throws SdpException {
        var content = Messages.content(message);
        return content.isEmpty() || !Messages.isSdp(message)
                ? Optional.empty()
                : Optional.of(SessionDescription.parse(content.get()));
    }

    static SessionDescription requireSdp(Message message) throws SdpException {
        var content = Messages.isSdp(message)
                ? Messages.content(message)
                : Optional.<String>empty();
        return SessionDescription.parse(content.orElse(""));
    }

    /** Their re-INVITE, while it waits for our word. */
    private final class TheirReoffer implements Reoffer {

        private final ServerTransaction transaction;
        private final Request request;
        private final Optional<SessionDescription> offer;

        TheirReoffer(ServerTransaction transaction, Request request,
                Optional<SessionDescription> offer) {
            this.transaction = transaction;
            this.request = request;
            this.offer = offer;
        }

        @Override
        public Optional<SessionDescription> offer() {
            return offer;
        }

        @Override
        public void answer(SessionDescription local) {
            core.post(() -> {
                if (isWaiting()) {
                    theirs = Optional.empty();
                    answerDueInAck = offer.isEmpty();
                    var response = core.messages.response(request, 200, "OK",
                            core.messages.newTag());
                    core.messages.contact(response, contactUser, hopBack((SIPRequest) request));
                    core.messages.allow(response);
                    core.messages.body(response, local);
                    transaction.sendResponse(response);
                }
            });
        }

        @Override
        public void reject(int status, String reason) {
            core.post(() -> refuseNow(status, reason));
        }

        void refuseNow(int status, String reason) {
            if (isWaiting()) {
                theirs = Optional.empty();
                refuse(transaction, request, status, reason);
                sendQueued();
            }
        }

        private boolean isWaiting() {
            return theirs.isPresent() && theirs.get().equals(this);
        }
    }

    /** The way back to whoever sent a request. */
    static Hop hopBack(SIPRequest request) {
        return Messages.hop(request.getPeerPacketSourceAddress().getHostAddress(),
                request.getPeerPacketSourcePort(),
                Transport.of(request.getTopmostVia().getTransport()));
    }
}
