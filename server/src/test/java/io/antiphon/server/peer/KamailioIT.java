package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.server.config.ServerConfig.Agents;
import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.CallTarget;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.Reoffer;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipRuntime;
import io.antiphon.sip.core.SipAgent;
import io.antiphon.sip.sdp.Direction;
import io.antiphon.sip.sdp.LocalMedia;
import io.antiphon.sip.sdp.OfferAnswer;
import io.antiphon.sip.sdp.SessionDescription;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call from our own caller to the server, with a real Kamailio that stays on the way. */
class KamailioIT {

    @TempDir
    private Path folder;

    @Test
    @Interop(peer = Peer.KAMAILIO, rfc = {
            3261}, what = "Record-Route: a call to the agent, the caller hangs up")
    void callerWhoHangsUpDoesSoByTheProxy() throws Exception {
        String log = call(new Agents("echo", Map.of(), Map.of()), true);
        assertTrue(log.contains("routed ACK"), log);
        assertTrue(log.contains("routed BYE"), log);
    }

    @Test
    @Interop(peer = Peer.KAMAILIO, rfc = {
            3261}, what = "Record-Route: the BYE of the agent follows the route set")
    void agentWhoHangsUpDoesSoByTheProxy() throws Exception {
        var template = folder.resolve("short.yaml");
        Files.writeString(template, """
                name: short
                opening: bye
                home: bye
                unclear: { retries: 0, say: Sorry., go: bye }
                silence: { retries: 0, say: Hello., go: bye }
                stages: [ { id: bye, say: Goodbye., end: hang-up } ]
                """);
        String log = call(new Agents("short", Map.of(), Map.of("short", template)), false);
        assertTrue(log.contains("routed ACK"), log);
        assertTrue(log.contains("routed BYE"), log);
    }

    /** One call to its end; what the proxy saw of it. */
    @SuppressWarnings("try") // closing is what is watched
    private String call(Agents agents, boolean callerHangsUp) throws Exception {
        var heard = new Caller();
        try (var server = TestServer.start(folder, agents);
                var kamailio = KamailioPeer.start(folder, server.address("udp"));
                var caller = caller()) {
            var call = caller.call(
                    CallTarget.of("sip:agent@127.0.0.1:" + kamailio.port(), "caller"), offer(),
                    heard);
            assertFalse(heard.answered.get(20, TimeUnit.SECONDS).media().isEmpty());
            if (callerHangsUp) {
                call.hangUp();
            }
            var end = heard.ended.get(20, TimeUnit.SECONDS);
            assertEquals(callerHangsUp ? SipEnd.Cause.HANGUP_LOCAL : SipEnd.Cause.HANGUP_REMOTE,
                    end.cause());
            // Whoever said BYE leaves when that is answered, which the proxy has seen then.
            caller.close();
            server.close();
            String log = kamailio.log();
            assertFalse(log.contains("lost"), log);
            return log;
        }
    }

    private static SipEndpoint caller() throws Exception {
        return SipAgent.start(SipConfig.listeningOn(ListenAddress.parse("udp:127.0.0.1:0")),
                _ -> {}, new SipRuntime(Thread.ofPlatform().daemon().factory(),
                        command -> Thread.ofVirtual().start(command), System::nanoTime));
    }

    private static SessionDescription offer() {
        var rtp = new InetSocketAddress(InetAddress.getLoopbackAddress(), 31_998);
        return new OfferAnswer(LocalMedia.telephone(rtp), 1).offer(Direction.SENDRECV);
    }

    /** Hears that the call was answered, and its end. */
    private static final class Caller implements CallHandler {

        private final CompletableFuture<SessionDescription> answered = new CompletableFuture<>();
        private final CompletableFuture<SipEnd> ended = new CompletableFuture<>();

        @Override
        public void answered(SessionDescription remote) {
            answered.complete(remote);
        }

        @Override
        public void reoffered(Reoffer reoffer) {
            reoffer.reject(488, "Not Acceptable Here");
        }

        @Override
        public void ended(SipEnd end) {
            ended.complete(end);
        }
    }
}
