package io.antiphon.cli.models;

import java.util.List;
import java.util.Optional;

/**
 * A model that others have made and that can be had from them.
 *
 * @param kind what it is: recogniser, voice, voice-detector, turn, language-model
 * @param engine which engine of this edition loads it; absent where none does
 * @param licence its name, by SPDX where that has one
 * @param terms what else the licence or the data demand; may be empty
 * @param configuration the lines that make the server use it, with {@code {folder}} for where it lies
 */
record CatalogueEntry(String id, String kind, Optional<String> engine, String title, String licence,
        String terms, List<Part> parts, List<String> configuration) {

    static final String ID = "[a-z0-9][a-z0-9.-]{0,60}";

    CatalogueEntry {
        parts = List.copyOf(parts);
        configuration = List.copyOf(configuration);
        if (!id.matches(ID)) {
            throw new IllegalArgumentException("no id: '" + id + "'");
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(id + " has no files");
        }
    }

    /**
     * One file of it.
     *
     * @param name what it is called here
     * @param sha256 absent where nobody vouches for it; then it is not fetched
     */
    record Part(String name, String url, long bytes, Optional<String> sha256) {

        Part {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,120}") || bytes <= 0
                    || !sha256.map(sum -> sum.matches("[0-9a-f]{64}")).orElse(true)) {
                throw new IllegalArgumentException("no file of a model: " + name + ", " + bytes
                        + " bytes, sha256 " + sha256.orElse("none"));
            }
        }

        boolean isArchive() {
            return Unpacking.isArchive(name);
        }
    }

    long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    boolean isVerifiable() {
        return parts.stream().allMatch(part -> part.sha256().isPresent());
    }

    /** The lines of configuration for a model in that folder. */
    List<String> configuration(String folder) {
        return configuration.stream().map(line -> line.replace("{folder}", folder)).toList();
    }
}
