package io.antiphon.dialogue.llm.http;

import io.antiphon.dialogue.llm.Deadlines;
import java.net.URI;
import java.util.Optional;

/**
 * Where a language model is to be found. Prints without the key.
 *
 * @param address of the server, such as {@code http://127.0.0.1:11434}; may end in {@code /v1} or not
 * @param model what the server calls the model
 * @param key for servers that ask for one
 * @param patience how long it may keep one waiting, if whoever asks is not less patient
 */
public record ModelServer(URI address, String model, Optional<String> key, Deadlines patience) {

    private static final String VERSION = "/v1";

    public ModelServer {
        boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!http || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "found address " + address + ", expected http://host:port");
        }
        if (address.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "found an address with a password in it, expected a key of its own");
        }
        if (model.isBlank()) {
            throw new IllegalArgumentException("a model server needs the name of a model");
        }
    }

    /** The address with a path behind it, in the version of the interface that everybody speaks. */
    URI versioned(String path) {
        return URI.create(base() + VERSION + path);
    }

    /** The address with a path behind it, without any version. */
    URI unversioned(String path) {
        return URI.create(base() + path);
    }

    private String base() {
        return address.toString().replaceAll("/$", "").replaceAll(VERSION + "$", "");
    }

    /** Whether it is the server of OpenAI itself, or a machine of Azure's that runs its models. */
    boolean isOpenAi() {
        String host = address.getHost();
        return host.equals("api.openai.com") || host.endsWith(".openai.azure.com");
    }

    @Override
    public String toString() {
        return "ModelServer[" + address + ", " + model + "]";
    }
}
