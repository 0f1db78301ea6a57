package io.antiphon.cli;

import io.antiphon.cli.config.ConfigFile;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.server.config.ConfigReader;
import io.antiphon.server.config.Models;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.config.ServerConfig.Agents;
import io.antiphon.server.config.ServerConfig.Operation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a server runs, and the configuration they make together with a file. */
final class Settings {

    @Option(names = {"-c",
            "--config"}, paramLabel = "FILE", description = "The configuration (see docs/configuration.md).")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--listen", paramLabel = "ADDRESS", split = ",", description = "Where SIP is heard: udp:0.0.0.0:5060,tcp:0.0.0.0:5060. Default: both on 127.0.0.1.")
    private List<String> listen = List.of();

    @Option(names = "--rtp-ports", paramLabel = "FROM-TO", description = "The ports for sound. Default: 20000-20999.")
    private Optional<String> ports = Optional.empty();

    @Option(names = "--agent", paramLabel = "NAME", description = "Who answers: front-desk, echo, or one of the configuration. Default: front-desk.")
    private Optional<String> agent = Optional.empty();

    @Option(names = "--advertise", paramLabel = "ADDRESS", description = "The address that callers shall send to, behind a NAT.")
    private Optional<String> advertised = Optional.empty();

    @Option(names = "--events", paramLabel = "FILE", description = "Write what happens in calls as JSON lines, with what is said in them.")
    private Optional<Path> events = Optional.empty();

    @Mixin
    private EngineOptions engines = new EngineOptions();

    /** What holds, in this order: the options, the file, the defaults. */
    ServerConfig config() {
        return config(ConfigFile.defaults());
    }

    /** The same for a server that stays: it remembers its calls in the usual place, unless the file says otherwise. */
    ServerConfig serving() {
        var usual = ConfigFile.defaults();
        var journal = StatePlace.ofThisUser().journal(config(usual).sip().listen());
        return config(new ServerConfig(usual.sip(), usual.rtp(), usual.agents(), usual.engines(),
                usual.operation().withJournal(journal)));
    }

    private ServerConfig config(ServerConfig usual) {
        var base = file.map(named -> ConfigFile.read(named, usual)).orElse(usual);
        try {
            return changed(base);
        } catch (IllegalArgumentException e) {
            throw new Trouble(Exit.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private ServerConfig changed(ServerConfig base) {
        var sip = base.sip()
                .at(listen.isEmpty() ? base.sip().listen() : listen,
                        advertised.or(base.sip()::advertised));
        var rtp = ports.map(written -> ConfigReader.ports(written, base.rtp()))
                .orElse(base.rtp());
        var agents = agent
                .map(name -> new Agents(name, base.agents().routes(), base.agents().templates()))
                .orElse(base.agents());
        var usual = base.operation();
        var operation = new Operation(usual.mostCalls(), usual.answerDelay(), usual.callerSilence(),
                usual.drain(), events.or(usual::events), usual.journal(),
                usual.overloadControl());
        return new ServerConfig(sip, rtp, base.sounds(), agents, engines.chosen(base.engines()),
                operation, base.api(),
                engines.namesLanguageModel() ? Models.NONE : base.models(), base.egress(),
                base.reports(), base.sessions());
    }

    /** A server for one call on this machine alone. */
    static ServerConfig onLoopback(String agent, int firstPort, int lastPort, Path events,
            EngineOptions engines) {
        var settings = new Settings();
        settings.listen = Arrays.asList("udp:127.0.0.1:0", "tcp:127.0.0.1:0");
        settings.ports = Optional.of(firstPort + "-" + lastPort);
        settings.agent = Optional.of(agent);
        settings.events = Optional.of(events);
        settings.engines = engines;
        return settings.config();
    }
}
