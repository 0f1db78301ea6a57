package io.antiphon.server.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.server.VoiceServer;
import io.antiphon.server.config.Defaults;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.config.ServerConfig.Agents;
import io.antiphon.server.config.ServerConfig.Engines;
import io.antiphon.server.config.ServerConfig.Operation;
import io.antiphon.server.config.ServerConfig.Rtp;
import io.antiphon.server.config.ServerConfig.Sip;
import io.antiphon.server.config.ServerConfig.Sounds;
import io.antiphon.sip.Carriage;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.sdp.KeyExchange;
import io.antiphon.sip.sdp.MediaEncryption;
import io.antiphon.sip.tls.TlsConfig;
import io.antiphon.sip.trunk.Admission;
import io.antiphon.sip.trunk.DialPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real server with the models of the repository, on free loopback ports, for one test. */
final class TestServer implements AutoCloseable {

    private static final Path MODELS = Path.of("..", "models");

    /** The turn model that looks back at pauses. */
    static final Path LOOKING_BACK = MODELS.resolve("turn/window.onnx");

    private static final Engines USUAL = Defaults.with(MODELS).engines();

    private final VoiceServer server;
    private final Path events;

    private TestServer(VoiceServer server, Path events) {
        this.server = server;
        this.events = events;
    }

    /** User part 600 is the echo, 601 the front desk; everybody else too. */
    static TestServer start(Path folder, Account... accounts) throws Exception {
        return start(folder, new Agents("front-desk", Map.of("600", "echo"), Map.of()), accounts);
    }

    /** The same as the first; whatever stands in the plan may be dialled. */
    static TestServer startDialling(Path folder, DialPlan plan, Account... accounts)
            throws Exception {
        return start(folder, new Agents("front-desk", Map.of("600", "echo"), Map.of()), USUAL,
                open(accounts).dialling(plan), MediaEncryption.OPTIONAL);
    }

    /** The same, whose own offers are of handshakes. */
    static TestServer startOfferingHandshakes(Path folder, DialPlan plan, Account account)
            throws Exception {
        var events = folder.resolve("events.jsonl");
        return new TestServer(VoiceServer.start(config(events,
                new Agents("front-desk", Map.of(), Map.of()), USUAL,
                open(account).dialling(plan), new Rtp(30_000, 30_399, Duration.ofSeconds(5),
                        MediaEncryption.REQUIRED, KeyExchange.DTLS))),
                events);
    }

    /** The same, where names are asked of a name server of the test's own. */
    static TestServer startDialling(Path folder, DialPlan plan, InetSocketAddress nameServer)
            throws Exception {
        var carriage = new Carriage(Optional.empty(), Transport.UDP, List.of(nameServer));
        return start(folder, new Agents("front-desk", Map.of("600", "echo"), Map.of()), USUAL,
                new Sip(List.of("udp:127.0.0.1:0"), Optional.empty(), List.of(), true, carriage)
                        .dialling(plan),
                MediaEncryption.OPTIONAL);
    }

    static TestServer start(Path folder, Agents agents, Account... accounts) throws Exception {
        return start(folder, agents, USUAL, accounts);
    }

    /** The same with recordings. */
    static TestServer start(Path folder, Agents agents, Sounds sounds, Account... accounts)
            throws Exception {
        var events = folder.resolve("events.jsonl");
        return new TestServer(VoiceServer.start(
                config(events, agents, USUAL, open(accounts), MediaEncryption.OPTIONAL)
                        .withSounds(sounds)),
                events);
    }

    /** The same as the first with the turn model of {@link #LOOKING_BACK}. */
    static TestServer startLookingBack(Path folder) throws Exception {
        return start(folder, new Agents("front-desk", Map.of("600", "echo"), Map.of()),
                new Engines(USUAL.recogniser(), USUAL.recogniserModel(),
                        USUAL.voiceDetectorModel(),
                        Optional.of(LOOKING_BACK), USUAL.voices(),
                        USUAL.responder()));
    }

    /** The same as the first, with TLS beside UDP. */
    static TestServer startWithTls(Path folder, TlsConfig tls, Account... accounts)
            throws Exception {
        return start(folder, new Agents("front-desk", Map.of("600", "echo"), Map.of()), USUAL,
                new Sip(List.of("udp:127.0.0.1:0", "tls:127.0.0.1:0"), Optional.empty(),
                        List.of(accounts), true, Carriage.USUAL.with(tls)),
                MediaEncryption.OPTIONAL);
    }

    /** The same as the first, but not for everybody. */
    static TestServer start(Path folder, Admission admission, Account... accounts)
            throws Exception {
        return start(folder, new Agents("front-desk", Map.of("600", "echo"), Map.of()), USUAL,
                new Sip(List.of("udp:127.0.0.1:0", "tcp:127.0.0.1:0"), Optional.empty(),
                        List.of(accounts), true, Carriage.USUAL, admission, DialPlan.NONE),
                MediaEncryption.OPTIONAL);
    }

    /** The same as the first on ::1. */
    static TestServer startOnIpv6(Path folder) throws Exception {
        return start(folder, new Agents("front-desk", Map.of("600", "echo"), Map.of()), USUAL,
                new Sip(List.of("udp:[::1]:0", "tcp:[::1]:0"), Optional.empty(), List.of(), true),
                MediaEncryption.OPTIONAL);
    }

    /** The same as the first under another policy of encryption. */
    static TestServer start(Path folder, MediaEncryption srtp, Account... accounts)
            throws Exception {
        return start(folder, new Agents("front-desk", Map.of("600", "echo"), Map.of()), USUAL,
                open(accounts), srtp);
    }

    private static TestServer start(Path folder, Agents agents, Engines engines,
            Account... accounts) throws Exception {
        return start(folder, agents, engines, open(accounts), MediaEncryption.OPTIONAL);
    }

    /** As a configuration has it; but for the ports of the sound, and with its events. */
    static TestServer startAs(Path folder, ServerConfig config) throws Exception {
        return start(folder, config.agents(), USUAL, config.sip(), MediaEncryption.OPTIONAL);
    }

    private static Sip open(Account... accounts) {
        return new Sip(List.of("udp:127.0.0.1:0", "tcp:127.0.0.1:0"), Optional.empty(),
                List.of(accounts), true);
    }

    private static TestServer start(Path folder, Agents agents, Engines engines, Sip sip,
            MediaEncryption srtp) throws Exception {
        var events = folder.resolve("events.jsonl");
        return new TestServer(VoiceServer.start(config(events, agents, engines, sip, srtp)),
                events);
    }

    private static ServerConfig config(Path events, Agents agents, Engines engines, Sip sip,
            MediaEncryption srtp) {
        return config(events, agents, engines, sip,
                new Rtp(30_000, 30_399, Duration.ofSeconds(5), srtp, KeyExchange.SDES));
    }

    private static ServerConfig config(Path events, Agents agents, Engines engines, Sip sip,
            Rtp rtp) {
        return new ServerConfig(sip, rtp,
                agents, engines,
                new Operation(50, Duration.ZERO, Duration.ofSeconds(8), Duration.ZERO,
                        Optional.of(events), Optional.empty(), false));
    }

    VoiceServer server() {
        return server;
    }

    /** Where it is heard over UDP or TCP. */
    InetSocketAddress address(String transport) {
        var address = server.listening()
                .stream()
                .filter(each -> each.toString().startsWith(transport + ":"))
                .findFirst()
                .orElseThrow();
        return new InetSocketAddress(InetAddress.ofLiteral(address.host()), address.port());
    }

    /** The events of one type so far, of all calls. */
    List<JsonNode> events(String type) throws IOException {
        var json = new ObjectMapper();
        var found = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(events)) {
            var event = json.readTree(line);
            if (event.path("type").asText().equals(type)) {
                found.add(event);
            }
        }
        return found;
    }

    @Override
    public void close() {
        server.close();
    }
}
