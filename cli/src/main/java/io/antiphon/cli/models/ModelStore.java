package io.antiphon.cli.models;

import io.antiphon.server.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where models lie: those that come with Antiphon, and those that were pulled. */
public final class ModelStore {

    private static final String VARIABLE = "ANTIPHON_MODELS";
    private static final int DEEPEST = 6;

    private final Path shipped;
    private final Path pulled;

    ModelStore(Path shipped, Path pulled) {
        this.shipped = shipped.toAbsolutePath().normalize();
        this.pulled = pulled.toAbsolutePath().normalize();
    }

    /** {@code models} beside the program; {@code ANTIPHON_MODELS}, or {@code models.d} beside the program. */
    public static ModelStore usual(Map<String, String> environment) {
        var named = environment.getOrDefault(VARIABLE, "");
        return new ModelStore(Home.directory().resolve("models"),
                named.isBlank() ? Home.directory().resolve("models.d") : Path.of(named));
    }

    /**
     * A model that is here.
     *
     * @param id its name in the catalogue, or its place among those that come with Antiphon
     */
    record Here(String id, Path folder, boolean comesWithAntiphon) {}

    List<Here> shipped() throws IOException {
        return Checksums.folders(shipped, DEEPEST)
                .stream()
                .map(folder -> new Here(shipped.relativize(folder).toString(), folder, true))
                .toList();
    }

    List<Here> pulled() throws IOException {
        if (!Files.isDirectory(pulled)) {
            return List.of();
        }
        try (var folders = Files.list(pulled)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(Checksums.NAME)))
                    .sorted()
                    .map(folder -> new Here(String.valueOf(folder.getFileName()), folder, false))
                    .toList();
        }
    }

    /** The folder of a model that was pulled. */
    public Optional<Path> find(String id) {
        if (!id.matches(CatalogueEntry.ID)) {
            return Optional.empty();
        }
        var folder = folder(id);
        return Files.isRegularFile(folder.resolve(Checksums.NAME))
                ? Optional.of(folder)
                : Optional.empty();
    }

    /** Both places, for those who look for models of a kind. */
    public List<Path> roots() {
        return List.of(shipped, pulled);
    }

    Path root() {
        return pulled;
    }

    /** Where a model of the catalogue goes. */
    Path folder(String id) {
        return pulled.resolve(id);
    }

    /** Deletes a folder with all that is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
