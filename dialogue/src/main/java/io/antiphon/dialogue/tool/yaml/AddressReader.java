package io.antiphon.dialogue.tool.yaml;

import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads addresses and files. */
final class AddressReader {

    private static final List<String> WEB = List.of("http", "https");

    private final Findings findings;

    AddressReader(Findings findings) {
        this.findings = findings;
    }

    /** An address of the web that must be there. */
    Optional<URI> web(Section section, String key) {
        return read(section, key, section.text(key), WEB);
    }

    /** An address of the web that may be there. */
    Optional<URI> optionalWeb(Section section, String key) {
        return section.optional(key).flatMap(text -> read(section, key, text, WEB));
    }

    /** An address that must be there and begin with one of these schemes. */
    Optional<URI> of(Section section, String key, List<String> schemes) {
        return read(section, key, section.text(key), schemes);
    }

    /** A file that must be named. */
    Path file(Section section, String key) {
        String name = section.text(key);
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            findings.add(section.value(key).orElse(section.node()), section.path(key),
                    "not the name of a file: " + e.getReason());
            return Path.of("");
        }
    }

    private Optional<URI> read(Section section, String key, String text, List<String> schemes) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var address = parsed(text).filter(uri -> schemes.contains(uri.getScheme())
                && uri.getHost() != null && uri.getRawUserInfo() == null);
        if (address.isEmpty()) {
            findings.add(section.value(key).orElse(section.node()), section.path(key),
                    "expected an address such as " + schemes.getFirst()
                            + "://host/path, without a password in it");
        }
        return address;
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            // Told with what was expected instead; the text may hold a password.
            return Optional.empty();
        }
    }
}
