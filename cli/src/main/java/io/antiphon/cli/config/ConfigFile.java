package io.antiphon.cli.config;

import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.server.Home;
import io.antiphon.server.config.ConfigReader;
import io.antiphon.server.config.ConfigReader.Reading.Accepted;
import io.antiphon.server.config.ConfigReader.Reading.Refused;
import io.antiphon.server.config.Defaults;
import io.antiphon.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A configuration file, or the trouble with it. */
public final class ConfigFile {

    private ConfigFile() {}

    /** All that is wrong becomes one {@link Trouble}. */
    public static ServerConfig read(Path file) {
        return read(file, defaults());
    }

    /** The same where something else holds as far as the file says nothing. */
    public static ServerConfig read(Path file, ServerConfig usual) {
        return switch (ConfigReader.read(file, usual)) {
            case Accepted(var config) -> config;
            case Refused(var problems) -> throw new Trouble(Exit.USAGE,
                    problems.stream()
                            .map(Object::toString)
                            .collect(Collectors.joining("\nantiphon: ")));
        };
    }

    /** What holds without one. */
    public static ServerConfig defaults() {
        return Defaults.with(Home.directory().resolve("models"));
    }
}
