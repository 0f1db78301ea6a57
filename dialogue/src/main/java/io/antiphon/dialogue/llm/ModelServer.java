package io.antiphon.dialogue.llm;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a language model is to be found.
 *
 * @param address of the server, such as {@code http://127.0.0.1:11434}
 * @param model what the server calls the model
 * @param key for servers that ask for one
 * @param patience how long to wait for the next word before giving up
 */
public record ModelServer(URI address, String model, Optional<String> key, Duration patience) {

    public ModelServer {
        boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!http || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "found address " + address + ", expected http://host:port");
        }
        if (model.isBlank()) {
            throw new IllegalArgumentException("a model server needs the name of a model");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience of " + patience + ", expected some");
        }
    }

    /** The address with a path behind it. */
    URI at(String path) {
        String base = address.toString();
        return URI
                .create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** Without the key, which belongs in no log. */
    @Override
    public String toString() {
        return "ModelServer[" + address + ", " + model + ", " + patience + "]";
    }
}
