package io.antiphon.sip.core;

import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.Transport;
import java.io.IOException;

/** A call that a peer makes by hand and that is taken at once, and what the peer sends within it. */
final class RawCall {

    static final String SDP = "Content-Type: application/sdp\r\n";

    private final RawPeer peer;
    private final String id;
    private final String uri;
    private final IncomingCall taken;
    private final String ok;
    private int sequence = 1;

    /** The call is up when this returns; the INVITE has these header lines, too. */
    RawCall(RawPeer peer, SipEndpoint endpoint, Lab.Callers callers, String id, String extra)
            throws Exception {
        this.peer = peer;
        this.id = id;
        this.uri = "sip:bob@127.0.0.1:" + Lab.port(endpoint, Transport.UDP);
        peer.send(peer.request("INVITE", uri, id, SDP + extra, Lab.offer(5000).write()));
        taken = callers.next();
        taken.accept(Lab.offer(4002));
        ok = peer.receive("SIP/2.0 200");
        send("ACK", "", "");
    }

    /** Our answer to the INVITE. */
    String ok() {
        return ok;
    }

    /** Our side of it. */
    IncomingCall taken() {
        return taken;
    }

    /** Sends a request within the call, with these header lines. */
    void send(String method, String extra, String body) throws IOException {
        send(method, extra, body, "Contact: <sip:raw@127.0.0.1:" + peer.port() + ">\r\n");
    }

    /** The same from a place that may be another. */
    void send(String method, String extra, String body, String contact) throws IOException {
        sequence += method.equals("ACK") ? 0 : 1;
        peer.send(peer.request(method, uri, id, extra, body)
                .replace("To: <" + uri + ">", "To: " + RawPeer.header(ok, "To"))
                .replace("Contact: <sip:raw@127.0.0.1:" + peer.port() + ">\r\n", contact)
                .replace("CSeq: 1 ", "CSeq: " + sequence + " ")
                .replace("z9hG4bK", "z9hG4bK" + sequence));
    }
}
