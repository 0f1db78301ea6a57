package io.antiphon.sip.core;

import gov.nist.javax.sip.message.SIPMessage;
import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.journal.OpenDialog;
import io.antiphon.sip.wire.Destination;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.RouteHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Sends requests within one dialog, to where its other end is now. Sip thread. */
final class InDialog {

    /** What a request has to say again when it is signed. */
    private static final List<String> CARRIED = List.of("Supported", "Session-Expires", "Min-SE",
            "Refer-To", "Referred-By", "RAck", "Event", "Subscription-State");

    /** What a leg takes over from the call that became it. */
    record Origin(Dialog dialog, Transport transport, String contactUser, InetSocketAddress source,
            boolean ownsCallId, Optional<Credentials> credentials) {}

    private final Core core;
    private final Dialog dialog;
    private final Transport transport;
    private final String contactUser;
    private final Optional<Credentials> credentials;
    private InetSocketAddress lastSource;
    private ExtraHeaders headers = ExtraHeaders.NONE;

    InDialog(Core core, Origin origin) {
        this.core = core;
        this.dialog = origin.dialog();
        this.transport = origin.transport();
        this.contactUser = origin.contactUser();
        this.credentials = origin.credentials();
        this.lastSource = origin.source();
    }

    /** What became of a request. */
    @FunctionalInterface
    interface Outcome {

        void finished(int status, Optional<Response> response);
    }

    void headers(ExtraHeaders extra) {
        headers = extra;
    }

    ExtraHeaders headers() {
        return headers;
    }

    String contactUser() {
        return contactUser;
    }

    Dialog dialog() {
        return dialog;
    }

    /** What a BYE would need. */
    OpenDialog openDialog() {
        var routes = new ArrayList<String>();
        Iterator<?> set = dialog.getRouteSet();
        while (set.hasNext()) {
            routes.add(((RouteHeader) set.next()).getAddress().getURI().toString());
        }
        return new OpenDialog(
                new OpenDialog.DialogId(dialog.getCallId().getCallId(), dialog.getLocalTag(),
                        dialog.getRemoteTag()),
                dialog.getLocalParty().getURI().toString(),
                dialog.getRemoteParty().getURI().toString(),
                dialog.getRemoteTarget().getURI().toString(), routes, dialog.getLocalSeqNumber(),
                transport.word(), lastSource, credentials);
    }

    Request request(String method) throws Exception {
        return dialog.createRequest(method);
    }

    /** Sends; a challenge is answered once, if we know how. */
    void send(Request request, Outcome outcome) throws Exception {
        send(request, outcome, false);
    }

    private void send(Request request, Outcome outcome, boolean isSecondTry) throws Exception {
        var hop = hop(request);
        Routing.adapt(request, core.messages);
        core.messages.stamp(request, hop);
        headers.on(core.messages, request);
        if (!request.getMethod().equals(Request.BYE)) {
            core.messages.contact(request, contactUser, hop);
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
                boolean challenged = !isSecondTry && (status == 401 || status == 407);
                var digest = credentials.filter(_ -> challenged)
                        .flatMap(known -> DigestAnswer.to(response, known, core.random));
                if (digest.isPresent()) {
                    core.wire.guarded(() -> sendSigned(request, digest.get(), outcome));
                } else {
                    outcome.finished(status, Optional.of(response));
                }
            }

            @Override
            public void unanswered() {
                outcome.finished(408, Optional.empty());
            }
        });
        dialog.sendRequest(transaction);
    }

    private void sendSigned(Request refused, DigestAnswer digest, Outcome outcome)
            throws Exception {
        var again = request(refused.getMethod());
        if (refused.getRawContent() != null) {
            again.setContent(refused.getRawContent(),
                    (ContentTypeHeader) refused.getHeader(ContentTypeHeader.NAME));
        }
        if (!refused.getMethod().equals(Request.BYE)) {
            core.messages.allow(again);
        }
        for (var name : CARRIED) {
            if (refused.getHeader(name) != null) {
                again.setHeader(refused.getHeader(name));
            }
        }
        digest.sign(again, core.messages);
        send(again, outcome, true);
    }

    /** Acknowledges a 2xx to an INVITE of ours. */
    void ack(Response response) {
        core.wire.guarded(() -> {
            var cseq = (CSeqHeader) response.getHeader(CSeqHeader.NAME);
            var ack = dialog.createAck(cseq.getSeqNumber());
            var hop = hop(ack);
            Routing.adapt(ack, core.messages);
            core.messages.stamp(ack, hop);
            dialog.sendAck(ack);
        });
    }

    /** A message came from there: where the other end is, should its Contact be a name. */
    void noteSource(Message message) {
        var any = (SIPMessage) message;
        if (any.getPeerPacketSourceAddress() != null) {
            lastSource = new InetSocketAddress(any.getPeerPacketSourceAddress(),
                    any.getPeerPacketSourcePort());
        }
    }

    /** Where a request of this dialog goes: its first route or its target; where that is a name, back. */
    private Hop hop(Request request) {
        var route = Routing.firstProxy(request);
        // A stream that is open is the best way there is; a Contact behind NAT may not even accept one.
        boolean back = route.isEmpty() && core.wire.isConnected(transport, lastSource);
        var target = route
                .or(() -> request.getRequestURI() instanceof SipURI uri
                        ? Optional.of(uri)
                        : Optional.empty())
                .filter(uri -> !back && IpLiteral.parse(uri.getHost()).isPresent());
        return target.map(uri -> Messages.destination(uri, transport, address(uri)))
                .orElseGet(() -> new Destination(lastSource, transport,
                        request.getRequestURI() instanceof SipURI uri && uri.isSecure()));
    }

    /** Of the same machine, the name that its certificate was checked for. */
    private InetAddress address(SipURI uri) {
        return IpLiteral.parse(uri.getHost())
                .filter(address -> !address.equals(lastSource.getAddress()))
                .orElse(lastSource.getAddress());
    }
}
