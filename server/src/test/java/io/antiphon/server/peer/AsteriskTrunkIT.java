package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.CallTarget;
import io.antiphon.sip.Carriage;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.Reoffer;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.SipRuntime;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.core.SipAgent;
import io.antiphon.sip.sdp.Direction;
import io.antiphon.sip.sdp.LocalMedia;
import io.antiphon.sip.sdp.OfferAnswer;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.sip.trunk.Admission;
import io.antiphon.sip.trunk.Network;
import io.antiphon.sip.trunk.Strangers;
import io.antiphon.sip.trunk.Trunk;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A real Asterisk as a trunk: it registers here, it is known by its address, or the agent registers into it. */
class AsteriskTrunkIT {

    /** What FreePBX makes of a trunk with Authentication "Outbound" and Registration "Send". */
    private static final String SENDS = """
            [agent]
            type=auth
            auth_type=digest
            username=pbx
            password=secret
            supported_algorithms_uac=@DIGEST@

            [agent]
            type=endpoint
            transport=udp
            context=from-agent
            disallow=all
            allow=ulaw,alaw
            aors=agent
            outbound_auth=agent
            direct_media=no
            rtp_symmetric=yes

            [agent]
            type=aor
            contact=sip:127.0.0.1:@AGENT_PORT@
            qualify_frequency=60

            [agent-registration]
            type=registration
            transport=udp
            outbound_auth=agent
            server_uri=sip:127.0.0.1:@AGENT_PORT@
            client_uri=sip:pbx@127.0.0.1
            expiration=120
            retry_interval=5
            line=yes
            endpoint=agent
            """;

    /** Of a trunk with Authentication and Registration "None". */
    private static final String PEERS = """
            [agent]
            type=endpoint
            transport=udp
            context=from-agent
            disallow=all
            allow=ulaw,alaw
            aors=agent
            direct_media=no

            [agent]
            type=aor
            contact=sip:127.0.0.1:@AGENT_PORT@
            """;

    /** Of a trunk with Authentication "Inbound" and Registration "Receive". */
    private static final String RECEIVES = """
            [branch]
            type=endpoint
            transport=udp
            context=from-agent
            disallow=all
            allow=ulaw,alaw
            auth=branch
            aors=branch
            direct_media=no

            [branch]
            type=auth
            auth_type=digest
            username=branch
            password=secret

            [branch]
            type=aor
            max_contacts=1
            """;

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> refusals = new ListAppender<>();
    private int pbxPort;

    @BeforeEach
    void listen() throws Exception {
        refusals.start();
        security().addAppender(refusals);
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            pbxPort = socket.getLocalPort();
        }
    }

    @AfterEach
    void stopListening() {
        security().detachAppender(refusals);
    }

    private static Logger security() {
        return (Logger) LoggerFactory.getLogger("io.antiphon.security");
    }

    private AsteriskPeer asterisk(String more, String digest, int agentPort) throws Exception {
        Files.writeString(folder.resolve("pjsip-more.conf"),
                more.replace("@AGENT_PORT@", Integer.toString(agentPort))
                        .replace("@DIGEST@", digest));
        return AsteriskPeer.start(folder,
                Map.of("SIP_PORT", Integer.toString(pbxPort), "RTP_FIRST", "31300", "RTP_LAST",
                        "31399", "DIGEST", "SHA-256,MD5"));
    }

    private static Admission registering() {
        return admission(List.of(), Optional.of(new Credentials("pbx", "secret")));
    }

    private static Admission knownBy(String address) {
        return admission(List.of(Network.parse(address)), Optional.empty());
    }

    private static Admission admission(List<Network> from, Optional<Credentials> credentials) {
        return new Admission(List.of(new Trunk("pbx", from, credentials, Optional.empty(),
                Optional.empty(), List.of())), Strangers.SILENT, 200);
    }

    /** Mode C: the PBX registers, and its calls are signed. */
    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3261,
            7616}, what = "a PBX registers with us, its signed call is answered, it un-registers")
    void pbxRegistersAndItsCallIsAnswered() throws Exception {
        try (var server = TestServer.start(folder, registering());
                var asterisk = asterisk(SENDS, "SHA-256", server.address("udp").getPort())) {
            asterisk.commandUntil("pjsip show registrations", "Registered", 15);
            var place = server.server().trunks().getFirst().places().getFirst();
            assertTrue(place.contact().contains(";line="), place.contact());
            asterisk.command("channel originate PJSIP/600@agent extension wait@caller");
            asterisk.commandUntil("core show channels", "1 active call", 15);
            asterisk.commandUntil("core show channels concise", "!Up!", 10);
            assertEquals(1, server.server().calls());
            asterisk.command("channel request hangup all");
            asterisk.commandUntil("core show channels", "0 active channels", 10);
            asterisk.command("module unload res_pjsip_outbound_registration.so");
            for (int i = 0; i < 50 && server.server().trunks().getFirst().isRegistered(); i++) {
                asterisk.command("core show uptime");
            }
            assertTrue(!server.server().trunks().getFirst().isRegistered(), "it has un-registered");
        }
        assertEquals(List.of(), refusals.list);
    }

    /** Mode C, the other way: a call to the trunk's Contact, which Asterisk knows by the line in it. */
    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "MD5"})
    @Interop(peer = Peer.ASTERISK, rfc = {3261, 7616,
            8760}, what = "a PBX that registered with SHA-256 or MD5 is called at its contact")
    void pbxThatHasRegisteredIsCalledBack(String digest) throws Exception {
        try (var agent = agent(registering());
                var asterisk = asterisk(SENDS, digest, agent.listening().getFirst().port())) {
            asterisk.commandUntil("pjsip show registrations", "Registered", 15);
            var answered = new CompletableFuture<SessionDescription>();
            var media = new OfferAnswer(LocalMedia.telephone(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 31_398)), 1);
            var call = agent.call(CallTarget.of("sip:700@pbx", "600"),
                    media.offer(Direction.SENDRECV), new Caller(answered));
            assertTrue(answered.get(10, TimeUnit.SECONDS).write().contains("m=audio"));
            String channels = asterisk.commandUntil("core show channels concise", "!Up!", 10);
            assertTrue(channels.contains("PJSIP/agent-") && channels.contains("!from-agent!700!"),
                    channels);
            call.hangUp();
            asterisk.commandUntil("core show channels", "0 active channels", 10);
            assertEquals(0, agent.counters().get(SipMeter.PROOFS_REFUSED));
        }
    }

    /** A PBX with the wrong password is asked again, and the log says so in a line that fail2ban finds. */
    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {
            7616}, what = "a PBX with the wrong password is not registered")
    void pbxWithTheWrongPasswordIsNotRegistered() throws Exception {
        try (var agent = agent(registering());
                var asterisk = asterisk(SENDS.replace("password=secret", "password=guess"),
                        "SHA-256,MD5", agent.listening().getFirst().port())) {
            asterisk.commandUntil("pjsip show registrations", "Rejected", 15);
            assertTrue(!agent.trunks().getFirst().isRegistered());
            assertTrue(agent.counters().getOrDefault(SipMeter.PROOFS_REFUSED, 0L) > 0);
        }
        String line = refusals.list.getFirst().getFormattedMessage();
        assertTrue(line.matches("refused: source=127\\.0\\.0\\.1 port=\\d+ transport=udp"
                + " reason=wrong-password method=\"REGISTER\" user=\"pbx\""), line);
    }

    /** Mode B: the PBX is known by its address. */
    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3261}, what = "IP peering: a listed address is answered")
    void pbxAtAListedAddressIsAnswered() throws Exception {
        try (var server = TestServer.start(folder, knownBy("127.0.0.1"));
                var asterisk = asterisk(PEERS, "", server.address("udp").getPort())) {
            asterisk.command("channel originate PJSIP/600@agent extension wait@caller");
            asterisk.commandUntil("core show channels concise", "!Up!", 15);
            assertEquals(1, server.server().calls());
        }
        assertEquals(List.of(), refusals.list);
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {
            3261}, what = "IP peering: another address gets no answer")
    void pbxAtAnotherAddressHearsNothing() throws Exception {
        try (var agent = agent(knownBy("127.0.0.2"));
                var asterisk = asterisk(PEERS, "", agent.listening().getFirst().port())) {
            asterisk.command("channel originate PJSIP/600@agent extension wait@caller");
            for (int i = 0; i < 50 && refusals.list.isEmpty(); i++) {
                asterisk.command("core show uptime");
            }
            asterisk.command("channel request hangup all");
            assertTrue(agent.counters().getOrDefault(SipMeter.STRANGERS_REFUSED, 0L) > 0);
            assertEquals(0, agent.counters().get(SipMeter.CALLS_INVITED));
            assertEquals(0, agent.counters().get(SipMeter.MESSAGES_SENT));
        }
        String line = refusals.list.getFirst().getFormattedMessage();
        assertTrue(line.contains("source=127.0.0.1 ") && line.contains("reason=unknown-source"),
                line);
    }

    /** Mode D: the agent registers into a trunk; calls come from there, although no trunk of ours is there. */
    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3261,
            7616}, what = "the agent registers into a trunk and takes its call")
    void agentRegistersIntoATrunkAndAnswersItsCall() throws Exception {
        var account = new Account("branch", "sip:127.0.0.1:" + pbxPort,
                new Credentials("branch", "secret"), Duration.ofMinutes(1));
        try (var asterisk = asterisk(RECEIVES, "", 0);
                var server = TestServer.start(folder, knownBy("192.0.2.1"), account)) {
            asterisk.commandUntil("pjsip show contacts", "sip:branch@127.0.0.1", 15);
            asterisk.command("channel originate PJSIP/branch extension wait@caller");
            asterisk.commandUntil("core show channels concise", "!Up!", 15);
            assertEquals(1, server.server().calls());
        }
        assertEquals(List.of(), refusals.list);
    }

    /** The signalling alone, without engines. */
    private static SipEndpoint agent(Admission admission) throws Exception {
        return SipAgent.start(
                new SipConfig(List.of(ListenAddress.parse("udp:127.0.0.1:0")), Optional.empty(),
                        "agent", Duration.ofSeconds(20), Duration.ofSeconds(2), Carriage.USUAL,
                        admission),
                call -> call.reject(486, "Busy Here"),
                new SipRuntime(Thread.ofPlatform().daemon().factory(),
                        task -> Thread.ofVirtual().start(task), System::nanoTime));
    }

    /** Waits for the answer. */
    private record Caller(CompletableFuture<SessionDescription> answered) implements CallHandler {

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
            answered.completeExceptionally(new IllegalStateException(end.toString()));
        }
    }
}
