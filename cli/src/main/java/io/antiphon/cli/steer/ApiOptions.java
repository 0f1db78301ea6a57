package io.antiphon.cli.steer;

import io.antiphon.cli.config.ConfigFile;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.sip.IpLiteral;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where the API is. */
public final class ApiOptions {

    private static final String USUAL = "http://127.0.0.1:8460";

    @Option(names = {"-c",
            "--config"}, paramLabel = "FILE", description = "The configuration of the server: where its API is, and the token.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--api", paramLabel = "URL", description = "Where the API is. Default: as in the configuration, or "
            + USUAL + ".")
    private Optional<URI> api = Optional.empty();

    @Option(names = "--token-file", paramLabel = "FILE", description = "What the API wants to see. Default: as in the configuration.")
    private Optional<Path> token = Optional.empty();

    ApiClient client() {
        var configured = config.map(ConfigFile::read).map(ServerConfig::api);
        if (configured.isPresent() && configured.get().listen().isEmpty() && api.isEmpty()) {
            throw new Trouble(Exit.USAGE, config.get() + " has no api.listen, so the server cannot"
                    + " be asked; add it and start the server again");
        }
        var base = api.or(() -> configured.flatMap(ServerConfig.Api::listen).map(ApiOptions::uri))
                .orElse(URI.create(USUAL));
        return new ApiClient(base, token.map(ApiOptions::read)
                .or(() -> configured.flatMap(ServerConfig.Api::token)));
    }

    private static URI uri(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : IpLiteral.inUri(address.getAddress().getHostAddress());
        return URI.create("http://" + host + ":" + address.getPort());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Trouble(Exit.USAGE, "the token cannot be read from " + file, e);
        }
    }
}
