package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.CallTarget;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.Reoffer;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipRuntime;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.core.SipAgent;
import io.antiphon.sip.sdp.Direction;
import io.antiphon.sip.sdp.LocalMedia;
import io.antiphon.sip.sdp.OfferAnswer;
import io.antiphon.sip.sdp.SessionDescription;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two calls of ours to a real Asterisk, one handed into the other (RFC 5589, section 7). */
class AttendedIT {

    @TempDir
    private Path folder;

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3515,
            3891}, what = "attended transfer: REFER with Replaces joins two calls")
    void twoWhomWeTalkToTalkToEachOther() throws Exception {
        int port;
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (var asterisk = AsteriskPeer.start(folder,
                Map.of("SIP_PORT", Integer.toString(port), "RTP_FIRST", "31300", "RTP_LAST",
                        "31399", "DIGEST", "SHA-256,MD5"));
                var endpoint = SipAgent.start(
                        SipConfig.listeningOn(ListenAddress.parse("udp:127.0.0.1:0")), _ -> {},
                        new SipRuntime(Thread.ofPlatform().daemon().factory(),
                                command -> Thread.ofVirtual().start(command), System::nanoTime))) {
            var caller = new Heard();
            var consulted = new Heard();
            var first = call(endpoint, port, "710", caller);
            caller.answered.get(20, TimeUnit.SECONDS);
            var second = call(endpoint, port, "711", consulted);
            consulted.answered.get(20, TimeUnit.SECONDS);
            asterisk.commandUntil("core show channels", "4 active calls", 10);

            first.transfer(second);
            assertEquals(2, caller.transferred.get(20, TimeUnit.SECONDS) / 100);
            assertEquals(SipEnd.Cause.HANGUP_REMOTE,
                    consulted.ended.get(20, TimeUnit.SECONDS).cause());
            first.hangUp();
            // Both of ours have gone, and those who wait behind them are connected.
            asterisk.commandUntil("pjsip show channels", "No objects found", 10);
            asterisk.commandUntil("core show channels concise", "!wait!", 5);
        }
    }

    private static OutgoingCall call(SipEndpoint endpoint, int port, String user, Heard heard) {
        return endpoint.call(new CallTarget("sip:" + user + "@127.0.0.1:" + port, "100", "",
                Optional.of(new Credentials("100", "secret")), Optional.empty()), offer(), heard);
    }

    private static SessionDescription offer() {
        var rtp = new InetSocketAddress(InetAddress.getLoopbackAddress(), 31_996);
        return new OfferAnswer(LocalMedia.telephone(rtp), 1).offer(Direction.SENDRECV);
    }

    /** Hears one call. */
    private static final class Heard implements CallHandler {

        private final CompletableFuture<SessionDescription> answered = new CompletableFuture<>();
        private final CompletableFuture<Integer> transferred = new CompletableFuture<>();
        private final CompletableFuture<SipEnd> ended = new CompletableFuture<>();

        @Override
        public void answered(SessionDescription remote) {
            answered.complete(remote);
        }

        @Override
        public void reoffered(Reoffer reoffer) {
            reoffer.answer(offer());
        }

        @Override
        public void transferred(int status) {
            transferred.complete(status);
        }

        @Override
        public void ended(SipEnd end) {
            ended.complete(end);
            // Asterisk may hang up instead of telling.
            transferred.complete(200);
        }
    }
}
