package io.antiphon.server;

import java.nio.file.Path;

/** Where Antiphon is installed: the folder that holds {@code models/}. */
public final class Home {

    private Home() {}

    /** The launcher names it; otherwise it is the working directory. */
    public static Path directory() {
        return Path.of(System.getProperty("antiphon.home", "")).toAbsolutePath();
    }

    public static Path model(String name) {
        return directory().resolve("models").resolve(name);
    }
}
