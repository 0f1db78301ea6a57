package io.antiphon.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.yaml.YamlProblem;
import io.antiphon.server.config.ConfigReader.Reading;
import io.antiphon.sip.sdp.KeyExchange;
import io.antiphon.sip.sdp.MediaEncryption;
import io.antiphon.sip.trunk.DialPlan.Asker;
import io.antiphon.sip.trunk.Strangers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

    private static final Path FOLDER = Path.of("/somewhere");
    private static final ServerConfig DEFAULTS = Defaults.with(Path.of("models"));

    @Test
    void everySettingOfThePageIsRead() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));
        String yaml = page.substring(page.indexOf("```yaml") + 7, page.lastIndexOf("```"));
        var config = accepted(yaml);
        assertEquals(List.of("udp:0.0.0.0:5060", "tcp:0.0.0.0:5060", "tls:0.0.0.0:5061"),
                config.sip().listen());
        assertEquals(FOLDER.resolve("tls/chain.pem"),
                config.sip().carriage().tls().orElseThrow().certificate());
        assertEquals(Duration.ofMinutes(1), config.sip().carriage().ping());
        assertEquals("192.0.2.10", config.sip().advertised().orElseThrow());
        assertEquals(Duration.ofMinutes(5), config.sip().accounts().getFirst().expires());
        assertEquals("sip:proxy.example.com",
                config.sip().accounts().getFirst().outboundProxy().orElseThrow());
        var trunk = config.sip().admission().trunks().getFirst();
        assertEquals("pbx", trunk.name());
        assertEquals(Optional.of(true), trunk.trustIdentity());
        assertEquals(List.of("192.0.2.1/32", "10.0.0.0/8", "2001:db8:0:0:0:0:0:0/32"),
                trunk.from().stream().map(Object::toString).toList());
        assertEquals("pbx", trunk.credentials().orElseThrow().user());
        assertEquals("front-desk", config.agents().answering("1", trunk.agent()));
        assertEquals("echo", config.agents().answering("600", trunk.agent()));
        assertEquals("sip:192.0.2.1:5060", trunk.address().orElseThrow());
        assertEquals(Strangers.SILENT, config.sip().admission().strangers());
        assertEquals(200, config.sip().admission().ratePerSecond());
        for (var target : List.of("sip:+4930@pbx", "sip:299@10.1.2.3", "sip:200@pbx.example.com")) {
            assertTrue(config.sip().dialPlan().judge(target, new Asker.Client()).isAllowed(),
                    target);
        }
        assertEquals(20_999, config.rtp().lastPort());
        assertEquals(MediaEncryption.OPTIONAL, config.rtp().srtp());
        assertEquals("echo", config.agents().answering("600"));
        assertEquals("front-desk", config.agents().answering("anybody"));
        assertEquals(FOLDER.resolve("agents/dentist.yaml"),
                config.agents().templates().get("dentist"));
        assertEquals(FOLDER.resolve("models/turn/turn.onnx"),
                config.engines().turnModel().orElseThrow());
        assertEquals("openai", config.engines().responder().engine());
        assertEquals(List.of("ours", "near", "far"),
                config.models().providers().stream().map(Models.Provider::name).toList());
        assertTrue(config.egress().denied());
        assertEquals(8_460, config.api().listen().orElseThrow().getPort());
        assertEquals(20, config.operation().mostCalls());
        assertEquals(FOLDER.resolve("events.jsonl"), config.operation().events().orElseThrow());
        assertTrue(config.operation().overloadControl());
        assertEquals(FOLDER.resolve("calls.jsonl"), config.operation().journal().orElseThrow());
    }

    @Test
    void languageModelOfThisProcessNeedsNoServer() {
        var own = accepted("engines:\n  responder:\n    engine: djl\n").engines().responder();
        assertEquals("", own.model());
        var theirs = accepted("engines:\n  responder: {engine: llama, model: other}\n");
        assertEquals(FOLDER.resolve("other").toString(), theirs.engines().responder().model());
    }

    @Test
    void whatIsNotSaidStaysAsItWas() {
        var config = accepted("operation:\n  most-calls: 3\n");
        assertEquals(3, config.operation().mostCalls());
        assertEquals(DEFAULTS.sip(), config.sip());
        assertEquals(DEFAULTS.engines(), config.engines());
    }

    @Test
    void aTrunksOwnWordOfTrustCountsBeforeThatOfAll() {
        var sip = accepted("""
                sip:
                  trust-identity: true
                  trunks:
                    - {name: usual, from: 10.0.0.1}
                    - {name: provider, from: 10.0.0.2, trust-identity: false}
                """).sip();
        assertTrue(sip.trustsIdentity(Optional.empty()));
        assertTrue(sip.trustsIdentity(Optional.of("usual")));
        assertFalse(sip.trustsIdentity(Optional.of("provider")));
        var strict = accepted("""
                sip:
                  trunks:
                    - {name: pbx, from: 10.0.0.1, trust-identity: true}
                """).sip();
        assertTrue(strict.trustsIdentity(Optional.of("pbx")));
        assertFalse(strict.trustsIdentity(Optional.of("nobody")));
        assertFalse(strict.trustsIdentity(Optional.empty()));
    }

    @Test
    void journalCanBeDoneWithout() {
        var usual = DEFAULTS.operation().withJournal(Optional.of(Path.of("usual")));
        assertTrue(usual.withJournal(Optional.empty()).journal().isEmpty());
        var defaults = new ServerConfig(DEFAULTS.sip(), DEFAULTS.rtp(), DEFAULTS.agents(),
                DEFAULTS.engines(), usual);
        assertEquals(Optional.empty(), journal("operation:\n  journal: none\n", defaults));
        assertEquals(Optional.of(Path.of("usual")),
                journal("operation:\n  most-calls: 3\n", defaults));
    }

    private static Optional<Path> journal(String yaml, ServerConfig defaults) {
        return ConfigReader.read("test.yaml", yaml, FOLDER,
                defaults) instanceof Reading.Accepted(var config)
                        ? config.operation().journal()
                        : Optional.of(Path.of("refused"));
    }

    @Test
    void turnModelCanBeDoneWithout() {
        assertTrue(accepted("engines:\n  turn: none\n").engines().turnModel().isEmpty());
    }

    @Test
    void turnModelMayBeTheOtherOne() {
        assertEquals(FOLDER.resolve("models/turn/window.onnx"),
                accepted("engines:\n  turn: models/turn/window.onnx\n").engines()
                        .turnModel()
                        .orElseThrow());
    }

    @Test
    void mediaMayBeEncipheredOrNot() {
        assertEquals(MediaEncryption.OPTIONAL, accepted("rtp: {ports: 30000-30099}").rtp().srtp());
        assertEquals(MediaEncryption.OFF, accepted("rtp: {srtp: off}").rtp().srtp());
        assertEquals(KeyExchange.SDES, accepted("rtp: {srtp: required}").rtp().keys());
        assertEquals(KeyExchange.DTLS, accepted("rtp: {srtp-keys: dtls}").rtp().keys());
        assertEquals(MediaEncryption.REQUIRED,
                accepted("rtp: {srtp: required, ports: 30000-30099}").rtp().srtp());
    }

    /** A slash stands for a new line. */
    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            sipp:/  listen: x                     > test.yaml:1:1: sipp: unknown key
            rtp:/  ports: many                    > expected two ports, such as 20000-20999
            rtp:/  srtp: always                   > rtp.srtp: found "always", expected off, optional or required
            rtp:/  ports: 30000-20000             > two numbers below 65536
            operation:/  most-calls: 0            > operation.most-calls: found 0, expected 1 or more
            operation:/  most-calls: lots         > expected a number
            engines:/  responder:/    engine: x   > expected scripted, openai, ollama, djl, onnx or llama
            engines:/  responder:/    engine: djl/    url: x > engines.responder.url: unknown key
            sip:/  accounts:/    - user: a        > sip.accounts[0].registrar: missing
            api:/  listen: 0.0.0.0:8460           > others can reach, so a token is needed
            api:/  listen: localhost              > an IP address and a port
            api:/  listen: 127.0.0.1:1/  token: x > fewer than 16 characters
            api:/  token: x                       > api.listen: missing
            sip:/  trust-identity: perhaps        > sip.trust-identity: found "perhaps", expected true or false
            sip:/  listen: tls:0.0.0.0:5061       > sip.tls: missing, expected a certificate and a key
            sip:/  large-requests: tls            > sip.large-requests: found "tls", expected udp or tcp
            sip:/  tls: {certificate: a, key: b, client-certificates: all} > none or required, not 'all'
            sip:/  trunks:/    - name: a          > trunk a is known by nothing
            sip:/  trunks:/    - from: 10.0.0.1   > sip.trunks[0].name: missing
            sip:/  trunks:/    - name: 1st/      from: 10.0.0.1 > it stands in the place of a host
            sip:/  trunks:/    - name: a/      from: here > sip.trunks[0].from: found "here"
            sip:/  trunks:/    - name: a/      from: 10.0.0.1/      dial: ["2 0"] > sip.trunks[0].dial: found "2 0"
            sip:/  trunks:/    - name: a/      user: b > sip.trunks[0].password: missing
            sip:/  trunks:/    - name: a/      from: 10.0.0.1/      password: x > sip.trunks[0].user: missing
            sip:/  trunks:/    - {name: a, from: 10.0.0.1}/    - {name: A, from: 10.0.0.2} > two trunks are called A
            sip:/  trunks:/    - name: a/      from: 10.0.0.1/      trust-identity: 1 > sip.trunks[0].trust-identity: found "1"
            sip:/  strangers: shoot               > expected silent or refuse
            sip:/  rate-limit: 0                  > 1 or more messages a second
            sip:/  options-ping-seconds: 4        > sip.options-ping-seconds is 5 or more, or 0 for none; found 4
            sip: [1                               > not valid YAML
            """)
    void aMistakeIsToldWithPlaceAndExpectation(String yaml, String expected) {
        String told = refused(yaml.replace('/', '\n')).toString();
        assertTrue(told.contains(expected), told);
    }

    @Test
    void severalMistakesAreToldAtOnce() {
        assertEquals(2, refused("a: 1\nb: 2\n").size());
    }

    @Test
    void aFileThatIsNotThereIsToldByName() {
        var reading = ConfigReader.read(Path.of("no-such.yaml"), DEFAULTS);
        assertTrue(reading.toString().contains("no-such.yaml: there is no such file"),
                reading.toString());
    }

    private static ServerConfig accepted(String yaml) {
        return switch (ConfigReader.read("test.yaml", yaml, FOLDER, DEFAULTS)) {
            case Reading.Accepted(var config) -> config;
            case Reading.Refused(var problems) -> throw new AssertionError(problems);
        };
    }

    private static List<YamlProblem> refused(String yaml) {
        return switch (ConfigReader.read("test.yaml", yaml, FOLDER, DEFAULTS)) {
            case Reading.Accepted(var config) -> throw new AssertionError(config);
            case Reading.Refused(var problems) -> problems;
        };
    }
}
