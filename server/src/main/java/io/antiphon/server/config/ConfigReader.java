package io.antiphon.server.config;

import io.antiphon.dialogue.llm.local.LocalModel;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlProblem;
import io.antiphon.dialogue.yaml.YamlTree;
import io.antiphon.privacy.Egress;
import io.antiphon.server.config.ServerConfig.Agents;
import io.antiphon.server.config.ServerConfig.Api;
import io.antiphon.server.config.ServerConfig.Engines;
import io.antiphon.server.config.ServerConfig.Operation;
import io.antiphon.server.config.ServerConfig.Responder;
import io.antiphon.server.config.ServerConfig.Rtp;
import io.antiphon.server.config.ServerConfig.Sip;
import io.antiphon.server.config.ServerConfig.Sounds;
import io.antiphon.sip.Carriage;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.tls.TlsConfig;
import io.antiphon.sip.trunk.DialPattern;
import io.antiphon.sip.trunk.DialPlan;
import io.antiphon.sip.trunk.Trunk;
import io.antiphon.sip.trunk.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code antiphon.yaml}. Whatever is wrong with it comes back as a list of problems. */
public final class ConfigReader {

    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
    private static final int MOST_SECONDS = 9_999;

    private final ServerConfig defaults;
    private final Path folder;
    private final Findings findings;

    /** What came of reading. */
    public sealed interface Reading {

        record Accepted(ServerConfig config) implements Reading {}

        /** In the order of the file. */
        record Refused(List<YamlProblem> problems) implements Reading {}
    }

    private ConfigReader(ServerConfig defaults, Path folder, Findings findings) {
        this.defaults = defaults;
        this.folder = folder;
        this.findings = findings;
    }

    /** Reads a file; what it does not say stays as in {@code defaults}. */
    public static Reading read(Path file, ServerConfig defaults) {
        try {
            var folder = file.toAbsolutePath().resolveSibling("");
            return read(file.toString(), Files.readString(file), folder, defaults);
        } catch (IOException e) {
            return new Reading.Refused(List.of(new YamlProblem(file.toString(), 0, 0, "",
                    Files.exists(file)
                            ? "cannot be read: " + e.getMessage()
                            : "there is no such file")));
        }
    }

    /** Reads text; {@code folder} is what relative paths in it start from. */
    public static Reading read(String name, String yaml, Path folder, ServerConfig defaults) {
        var findings = new Findings(name);
        var root = new YamlTree(findings).parse(yaml);
        var config = root.map(node -> new ConfigReader(defaults, folder, findings)
                .config(new Section(findings, node, "")));
        return findings.isEmpty() && config.isPresent()
                ? new Reading.Accepted(config.get())
                : new Reading.Refused(findings.inOrder());
    }

    private ServerConfig config(Section root) {
        var sip = root.section("sip").map(this::sip).orElse(defaults.sip());
        var rtp = root.section("rtp").map(this::rtp).orElse(defaults.rtp());
        var sounds = root.section("sounds").map(this::sounds).orElse(defaults.sounds());
        var agents = root.section("agents").map(this::agents).orElse(defaults.agents());
        var engines = root.section("engines").map(this::engines).orElse(defaults.engines());
        var operation = root.section("operation").map(this::operation).orElse(defaults.operation());
        var api = root.section("api").map(this::api).orElse(defaults.api());
        var models = root.section("models")
                .map(new ModelsReader(findings, folder)::models)
                .orElse(defaults.models());
        var egress = root.section("privacy").map(this::egress).orElse(defaults.egress());
        var reports = root.section("reports")
                .map(new ReportsReader(findings, folder)::reports)
                .orElse(defaults.reports());
        var sessions = root.section("sessions")
                .map(SessionsReader::sessions)
                .orElse(defaults.sessions());
        root.refuseOthers();
        return new ServerConfig(sip, rtp, sounds, agents, engines, operation, api, models, egress,
                reports, sessions);
    }

    private Egress egress(Section section) {
        String written = section.optional("egress").orElse("allow");
        if (!List.of("allow", "deny").contains(written)) {
            findings.add(section.node(), section.path("egress"),
                    "found \"" + written + "\", expected allow or deny");
        }
        var exceptions = Set.copyOf(section.texts("egress-except"));
        section.refuseOthers();
        return written.equals("deny") ? Egress.denied(exceptions) : Egress.OPEN;
    }

    private Sounds sounds(Section section) {
        var sounds = new Sounds(section.optional("on-hold").map(folder::resolve),
                section.optional("before-answer").map(folder::resolve));
        section.refuseOthers();
        return sounds;
    }

    private Api api(Section section) {
        String listen = section.text("listen");
        var token = section.optional("token-file")
                .map(name -> content(section, "token-file", name))
                .or(() -> section.optional("token"));
        boolean openMetrics = section.truth("open-metrics").orElse(false);
        section.refuseOthers();
        try {
            return new Api(Optional.of(Api.address(listen)), token, openMetrics);
        } catch (IllegalArgumentException e) {
            findings.add(section.node(), section.path("listen"), String.valueOf(e.getMessage()));
            return Api.OFF;
        }
    }

    private Sip sip(Section section) {
        var listen = section.texts("listen");
        var advertised = section.optional("advertised-address");
        var trunks = new TrunkReader(findings, this::password);
        var accounts = new ArrayList<Account>();
        var ways = new ArrayList<Way>();
        for (var each : section.sections("accounts")) {
            var dial = trunks.dial(each);
            account(each).ifPresent(account -> {
                accounts.add(account);
                ways.add(way(account, dial));
            });
        }
        boolean trustIdentity = section.truth("trust-identity")
                .orElse(defaults.sip().trustIdentity());
        var tls = section.section("tls").flatMap(this::tls);
        var carriage = carriage(section, tls);
        var admission = trunks.admission(section, defaults.sip().admission());
        section.refuseOthers();
        boolean isForTls = listen.stream().anyMatch(address -> address.startsWith("tls:"));
        if (isForTls && section.value("tls").isEmpty()) {
            findings.add(section.node(), section.path("tls"), "missing, expected a certificate"
                    + " and a key, because sip.listen names an address for tls");
        }
        return new Sip(listen.isEmpty() ? defaults.sip().listen() : listen, advertised, accounts,
                trustIdentity, carriage, admission,
                new DialPlan(admission.trunks().stream().map(Trunk::way).toList(),
                        ways));
    }

    private Carriage carriage(Section section, Optional<TlsConfig> tls) {
        var usual = defaults.sip().carriage().ping();
        var carriage = new Carriage(tls, largeRequests(section), List.of());
        try {
            return carriage.pinging(seconds(section, "options-ping-seconds", usual));
        } catch (IllegalArgumentException e) {
            findings.add(section.value("options-ping-seconds").orElse(section.node()),
                    section.path("options-ping-seconds"), String.valueOf(e.getMessage()));
            return carriage;
        }
    }

    private Transport largeRequests(Section section) {
        String word = section.optional("large-requests").orElse("udp");
        if (!List.of("udp", "tcp").contains(word)) {
            findings.add(section.node(), section.path("large-requests"),
                    "found \"" + word + "\", expected udp or tcp");
            return Transport.UDP;
        }
        return Transport.of(word);
    }

    private Optional<TlsConfig> tls(Section section) {
        var certificate = folder.resolve(section.text("certificate"));
        var key = folder.resolve(section.text("key"));
        var authorities = section.optional("authorities").map(folder::resolve);
        String clients = section.optional("client-certificates").orElse("none");
        section.refuseOthers();
        try {
            return Optional.of(new TlsConfig(certificate, key, authorities,
                    TlsConfig.ClientCertificates.of(clients)));
        } catch (IllegalArgumentException e) {
            findings.add(section.node(), section.path("client-certificates"),
                    String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The PBX at which an account registers, as a place to call. */
    private static Way way(Account account, List<DialPattern> dial) {
        String host = account.registrar()
                .replaceFirst("(?i)^sips?:", "")
                .replaceFirst("[;?].*$", "")
                .replaceFirst(":\\d+$", "")
                .replaceAll("[\\[\\]]", "");
        return new Way(account.user() + "@" + host, List.of(host), List.of(), dial);
    }

    private Optional<Account> account(Section section) {
        String user = section.text("user");
        String registrar = section.text("registrar");
        String login = section.optional("login").orElse(user);
        String password = password(section);
        var expires = seconds(section, "expires-seconds", Duration.ofMinutes(5));
        var proxy = section.optional("outbound-proxy");
        section.refuseOthers();
        try {
            return Optional
                    .of(new Account(user, registrar, new Credentials(login, password), expires,
                            proxy));
        } catch (IllegalArgumentException e) {
            findings.add(section.node(), section.path("registrar"), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private String password(Section section) {
        var file = section.optional("password-file");
        if (file.isEmpty()) {
            return section.text("password");
        }
        return content(section, "password-file", file.get());
    }

    private String content(Section section, String key, String file) {
        try {
            return Files.readString(folder.resolve(file)).strip();
        } catch (IOException e) {
            findings.add(section.node(), section.path(key), "cannot be read: " + file);
            return "";
        }
    }

    private Rtp rtp(Section section) {
        var ports = section.optional("ports");
        var usual = defaults.rtp();
        var silence = seconds(section, "silence-seconds", usual.silence());
        var rtp = new Rtp(usual.firstPort(), usual.lastPort(), silence,
                word(section, "srtp", usual.srtp()), word(section, "srtp-keys", usual.keys()));
        section.refuseOthers();
        try {
            return ports.map(written -> ports(written, rtp)).orElse(rtp);
        } catch (IllegalArgumentException e) {
            findings.add(section.node(), section.path("ports"), String.valueOf(e.getMessage()));
            return usual;
        }
    }

    /** One of a few words. */
    private <E extends Enum<E>> E word(Section section, String key, E usual) {
        var written = section.optional(key);
        var words = new ArrayList<String>();
        for (var each : usual.getDeclaringClass().getEnumConstants()) {
            words.add(each.name().toLowerCase(Locale.ROOT));
            if (written.filter(words.getLast()::equals).isPresent()) {
                return each;
            }
        }
        written.ifPresent(other -> findings.add(section.node(), section.path(key),
                "found \"" + other + "\", expected " + String.join(", ",
                        words.subList(0, words.size() - 1)) + " or " + words.getLast()));
        return usual;
    }

    /** Reads {@code 20000-20999}; all else stays. */
    public static Rtp ports(String written, Rtp base) {
        var matcher = PORTS.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "found \"" + written + "\", expected two ports, such as 20000-20999");
        }
        return base.at(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    private Agents agents(Section section) {
        String byDefault = section.optional("default").orElse(defaults.agents().byDefault());
        var routes = section.value("routes").isPresent()
                ? texts(section, "routes")
                : defaults.agents().routes();
        Map<String, Path> templates = new LinkedHashMap<>();
        texts(section, "templates")
                .forEach((agent, file) -> templates.put(agent, folder.resolve(file)));
        section.refuseOthers();
        return new Agents(byDefault, routes, templates);
    }

    private static Map<String, String> texts(Section section, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        section.section(key)
                .ifPresent(
                        group -> group.keys().forEach(name -> texts.put(name, group.text(name))));
        return texts;
    }

    private Engines engines(Section section) {
        var usual = defaults.engines();
        var recogniser = section.section("recogniser");
        String engine = recogniser.map(part -> part.text("engine")).orElse(usual.recogniser());
        var model = recogniser.map(part -> folder.resolve(part.text("model")))
                .orElse(usual.recogniserModel());
        recogniser.ifPresent(Section::refuseOthers);
        var detector = section.optional("voice-detector")
                .map(folder::resolve)
                .orElse(usual.voiceDetectorModel());
        var turns = section.optional("turn")
                .map(written -> written.equals("none")
                        ? Optional.<Path>empty()
                        : Optional.of(folder.resolve(written)))
                .orElse(usual.turnModel());
        var voices = section.texts("voices");
        var responder = section.section("responder").map(this::responder).orElse(usual.responder());
        section.refuseOthers();
        return new Engines(engine, model, detector, turns,
                voices.isEmpty() ? usual.voices() : voices,
                responder);
    }

    private Responder responder(Section section) {
        String engine = section.text("engine");
        if (engine.equals("scripted")) {
            section.refuseOthers();
            return Responder.SCRIPTED;
        }
        if (LocalModel.ENGINES.contains(engine)) {
            return local(section, engine);
        }
        if (!List.of("openai", "ollama").contains(engine)) {
            findings.add(section.node(), section.path("engine"),
                    "found \"" + engine
                            + "\", expected scripted, openai, ollama, djl, onnx or llama");
        }
        String url = section.text("url");
        String model = section.text("model");
        var variable = section.optional("api-key-variable");
        section.refuseOthers();
        var key = variable.flatMap(name -> Optional.ofNullable(System.getenv(name)));
        if (variable.isPresent() && key.isEmpty()) {
            findings.add(section.node(), section.path("api-key-variable"),
                    "the environment has no " + variable.get());
        }
        return new Responder(engine, url, model, key);
    }

    private Responder local(Section section, String engine) {
        var model = section.optional("model").map(folder::resolve).map(Path::toString);
        section.refuseOthers();
        return new Responder(engine, "", model.orElse(""), Optional.empty());
    }

    private Operation operation(Section section) {
        var usual = defaults.operation();
        int mostCalls = section.number("most-calls", usual.mostCalls());
        int answerMs = section.number("answer-delay-ms", (int) usual.answerDelay().toMillis());
        var silence = seconds(section, "caller-silence-seconds", usual.callerSilence());
        var drain = seconds(section, "drain-seconds", usual.drain());
        var events = section.optional("events").map(folder::resolve);
        var journal = section.optional("journal")
                .map(written -> written.equals("none")
                        ? Optional.<Path>empty()
                        : Optional.of(folder.resolve(written)))
                .orElse(usual.journal());
        boolean overloadControl = section.truth("overload-control")
                .orElse(usual.overloadControl());
        section.refuseOthers();
        if (mostCalls < 1) {
            findings.add(section.node(), section.path("most-calls"), "found 0, expected 1 or more");
            mostCalls = 1;
        }
        return new Operation(mostCalls, Duration.ofMillis(answerMs), silence, drain, events,
                journal, overloadControl);
    }

    private static Duration seconds(Section section, String key, Duration otherwise) {
        int usual = (int) Math.min(MOST_SECONDS, otherwise.toSeconds());
        return Duration.ofSeconds(section.number(key, usual));
    }
}
