package io.antiphon.cli;

import io.antiphon.sip.ListenAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows where a server keeps what has to outlive it, on this machine and for this user. */
record StatePlace(Map<String, String> environment, Path home) {

    static StatePlace ofThisUser() {
        return new StatePlace(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * The usual journal of a server that listens there, by its first address: empty where no later server would find it, for the port is
     * any, or where nothing can be kept.
     */
    Optional<Path> journal(List<String> listen) {
        int port = ListenAddress.parse(listen.getFirst()).port();
        if (port == 0) {
            return Optional.empty();
        }
        var folder = folder();
        try {
            Files.createDirectories(folder);
        } catch (IOException nowhere) {
            return Optional.empty();
        }
        return Files.isWritable(folder)
                ? Optional.of(folder.resolve("calls-" + port + ".jsonl"))
                : Optional.empty();
    }

    /** systemd's StateDirectory= may name several, parted by colons. */
    private Path folder() {
        return named("STATE_DIRECTORY").map(list -> Path.of(list.split(":", 2)[0]))
                .or(() -> named("XDG_STATE_HOME").map(all -> Path.of(all).resolve("antiphon")))
                .orElseGet(() -> home.resolve(".local/state/antiphon"));
    }

    private Optional<String> named(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }
}
