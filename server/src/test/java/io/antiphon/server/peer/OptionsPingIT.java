package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import io.antiphon.sip.Carriage;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipRuntime;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.core.SipAgent;
import io.antiphon.sip.ping.Reachability.State;
import io.antiphon.sip.trunk.Admission;
import io.antiphon.sip.trunk.Network;
import io.antiphon.sip.trunk.Strangers;
import io.antiphon.sip.trunk.Trunk;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A real Asterisk is asked by OPTIONS whether it is there, as an account's registrar and as a trunk. */
class OptionsPingIT {

    @TempDir
    private Path folder;

    private final Lines lines = new Lines();
    private int pbxPort;

    /** The lines of the log, each as it comes. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {

        private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            told.add(event.getFormattedMessage());
        }

        /** The next two without their last field. */
        Set<String> nextTwo() throws InterruptedException {
            var two = new HashSet<String>();
            for (int i = 0; i < 2; i++) {
                var line = told.poll(30, TimeUnit.SECONDS);
                if (line == null) {
                    throw new AssertionError("no more was told than " + two);
                }
                two.add(line.replaceFirst(" (error|roundTripMs)=.*", ""));
            }
            return two;
        }
    }

    @BeforeEach
    void listen() throws Exception {
        lines.start();
        pings().addAppender(lines);
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            pbxPort = socket.getLocalPort();
        }
    }

    @AfterEach
    void stopListening() {
        pings().detachAppender(lines);
    }

    private static Logger pings() {
        return (Logger) LoggerFactory.getLogger("io.antiphon.sip.core.OptionsPing");
    }

    private SipEndpoint agent() throws Exception {
        var trunk = new Trunk("pbx", List.of(Network.parse("127.0.0.1")), Optional.empty(),
                Optional.empty(), Optional.of("sip:127.0.0.1:" + pbxPort), List.of());
        return SipAgent.start(
                new SipConfig(List.of(ListenAddress.parse("udp:127.0.0.1:0")), Optional.empty(),
                        "agent", Duration.ofSeconds(20), Duration.ofSeconds(1),
                        Carriage.USUAL.pinging(Duration.ofSeconds(5)),
                        new Admission(List.of(trunk), Strangers.SILENT, 200)),
                call -> call.reject(486, "Busy Here"),
                new SipRuntime(Thread.ofPlatform().daemon().factory(),
                        task -> Thread.ofVirtual().start(task), System::nanoTime));
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {
            3261}, what = "OPTIONS: the PBX is found reachable, and unreachable once it has stopped")
    void pbxIsReachableUntilItStops() throws Exception {
        var asterisk = AsteriskPeer.start(folder, Map.of("SIP_PORT", Integer.toString(pbxPort),
                "RTP_FIRST", "31300", "RTP_LAST", "31399", "DIGEST", "SHA-256,MD5"));
        try (asterisk; var agent = agent()) {
            var account = agent.register(new Account("100", "sip:127.0.0.1:" + pbxPort,
                    new Credentials("100", "secret"), Duration.ofMinutes(10)), (_, _) -> {});
            assertEquals(Set.of("options: peer=pbx state=REACHABLE",
                    "options: peer=100@127.0.0.1 state=REACHABLE"), lines.nextTwo());
            assertTrue(account.reachability().roundTrip().orElseThrow().isPositive());
            asterisk.close();
            assertEquals(Set.of("options: peer=pbx state=UNREACHABLE",
                    "options: peer=100@127.0.0.1 state=UNREACHABLE"), lines.nextTwo());
            var trunk = agent.trunks().getFirst().reachability();
            assertEquals(State.UNREACHABLE, trunk.state());
            assertEquals(Optional.of("no answer to OPTIONS"), trunk.lastError());
        }
    }
}
