package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.server.call.Briefing;
import io.antiphon.server.call.CallView.State;
import io.antiphon.server.config.ServerConfig.Agents;
import io.antiphon.server.dial.DialAnswer.Dialling;
import io.antiphon.server.dial.DialRequest;
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
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.core.SipAgent;
import io.antiphon.sip.sdp.Direction;
import io.antiphon.sip.sdp.LocalMedia;
import io.antiphon.sip.sdp.OfferAnswer;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.sip.trunk.DialPattern;
import io.antiphon.sip.trunk.DialPlan;
import io.antiphon.sip.trunk.Way;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call from our own caller to the server, with a real Kamailio that stays on the way. */
class KamailioIT {

    private static final DialPlan PLAN = new DialPlan(List.of(), List.of(new Way("lab",
            List.of("127.0.0.1"), List.of(), List.of(new DialPattern("7??")))));

    private static final String BEHIND_A_PROXY = """
            [110]
            type=endpoint
            transport=udp
            context=from-agent
            disallow=all
            allow=ulaw
            auth=110
            aors=110

            [110]
            type=auth
            auth_type=digest
            username=110
            password=secret

            [110]
            type=aor
            max_contacts=1
            support_path=yes
            """;

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

    @Test
    @Interop(peer = Peer.KAMAILIO, rfc = {3261,
            3327}, what = "outbound proxy and Path: the agent registers at Asterisk by it, is called and calls by it")
    void accountBehindAProxyRegistersIsCalledAndCallsByIt() throws Exception {
        Files.writeString(folder.resolve("pjsip-more.conf"), BEHIND_A_PROXY);
        int port;
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (var asterisk = AsteriskPeer.start(folder,
                Map.of("SIP_PORT", Integer.toString(port), "RTP_FIRST", "31400", "RTP_LAST",
                        "31499", "DIGEST", "MD5"));
                var kamailio = KamailioPeer.start(folder,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                var server = TestServer.startDialling(folder, PLAN,
                        new Account("110", "sip:127.0.0.1:" + port,
                                new Credentials("110", "secret"), Duration.ofMinutes(5),
                                Optional.of("sip:127.0.0.1:" + kamailio.port() + ";lr")))) {
            asterisk.commandUntil("pjsip show contacts", "110/sip:110@", 15);
            assertTrue(kamailio.log().contains("sent REGISTER by its route to " + port),
                    kamailio.log());
            assertTrue(asterisk.command("pjsip show aor 110").contains("support_path"));

            asterisk.command("channel originate PJSIP/110 extension wait@caller");
            asterisk.commandUntil("core show channels concise", "!caller!wait!", 15);
            asterisk.command("channel request hangup all");
            asterisk.commandUntil("core show channels", "0 active channels", 10);
            int ours = server.address("udp").getPort();
            assertTrue(kamailio.log().contains("sent INVITE by its route to " + ours),
                    kamailio.log());

            var answer = server.server()
                    .dial(new DialRequest("700", Briefing.of("echo"), Optional.of("110"),
                            Optional.empty(), DialRequest.USUAL_RING, Map.of()));
            var call = assertInstanceOf(Dialling.class, answer, answer.toString()).id();
            var book = server.server().book();
            var view = book.find(call).orElseThrow();
            while (view.state().compareTo(State.UP) < 0) {
                view = book.follow(call, view.version(), Duration.ofSeconds(20)).orElseThrow();
            }
            assertEquals(State.UP, view.state(), view::toString);
            assertTrue(server.server().hangUp(call));
            asterisk.commandUntil("core show channels", "0 active channels", 10);
            assertTrue(kamailio.log().contains("sent INVITE by its route to " + port),
                    kamailio.log());
        }
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
