package io.antiphon.cli.aloud;

import io.antiphon.server.VoiceServer;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.config.ServerConfig.Agents;
import io.antiphon.server.config.ServerConfig.Operation;
import io.antiphon.server.config.ServerConfig.Rtp;
import io.antiphon.server.config.ServerConfig.Sip;
import io.antiphon.sip.trunk.DialPattern;
import io.antiphon.sip.trunk.DialPlan;
import io.antiphon.sip.trunk.Network;
import io.antiphon.sip.trunk.Way;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a server is set up for one call on this machine alone. */
final class Loopback {

    static final String HOST = "127.0.0.1";
    /** The user part of the phone that the server calls. */
    static final String CALLED = "200";
    private static final int PORTS = 20;
    private static final int CALLS = 2;
    /** Long enough for whoever thinks, short enough for whoever waits for the rehearsal. */
    private static final Duration CALLER_SILENCE = Duration.ofSeconds(4);

    private Loopback() {}

    static ServerConfig server(ServerConfig usual, String agent) throws IOException {
        int firstPort = freeEvenPort();
        var sip = new Sip(List.of("udp:" + HOST + ":0", "tcp:" + HOST + ":0"), Optional.empty(),
                List.of(), false, usual.sip().carriage(), usual.sip().admission(), dialPlan());
        var operation = new Operation(CALLS, Duration.ZERO, CALLER_SILENCE,
                usual.operation().drain(), Optional.empty(), Optional.empty(), false);
        return new ServerConfig(sip, new Rtp(firstPort, firstPort + PORTS - 1,
                usual.rtp().silence()), new Agents(agent, Map.of(), Map.of()), usual.engines(),
                operation);
    }

    private static DialPlan dialPlan() {
        return new DialPlan(List.of(new Way("phone", List.of(), List.of(Network.parse(HOST)),
                List.of(new DialPattern(CALLED)))), List.of());
    }

    static int port(VoiceServer server) throws IOException {
        return server.listening()
                .stream()
                .findFirst()
                .orElseThrow(() -> new IOException("the server listens nowhere"))
                .port();
    }

    private static int freeEvenPort() throws IOException {
        try (var probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return Math.min(probe.getLocalPort() & ~1, 65_534 - PORTS);
        }
    }
}
