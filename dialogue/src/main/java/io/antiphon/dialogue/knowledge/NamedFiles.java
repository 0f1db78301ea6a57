package io.antiphon.dialogue.knowledge;

import io.antiphon.dialogue.knowledge.index.Owner;
import io.antiphon.dialogue.knowledge.read.Format;
import io.antiphon.dialogue.knowledge.spec.DocumentSet;
import io.antiphon.dialogue.knowledge.spec.DocumentSet.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which files there are of those that templates name, and of which there are none. */
final class NamedFiles {

    private static final int DEEPEST = 10;
    private static final int MOST = 10_000;

    private final Map<Path, NamedFile> files = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private NamedFiles() {}

    static NamedFiles of(List<DocumentSet> sets) {
        var named = new NamedFiles();
        for (var set : sets) {
            for (var source : set.sources()) {
                named.add(set, source);
            }
        }
        return named;
    }

    List<NamedFile> files() {
        return List.copyOf(files.values());
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    private void add(DocumentSet set, Source source) {
        var folder = set.folder().toAbsolutePath().normalize();
        var paths = source.isGlob()
                ? matching(folder, source)
                : List.of(folder.resolve(source.pattern()).normalize());
        if (source.isGlob() && paths.isEmpty()) {
            problems.add(new Problem(source, source.pattern(), "no file of this pattern is in "
                    + folder + "; expected one that ends with " + Format.allEnds()));
        }
        for (var path : paths) {
            if (Files.isRegularFile(path)) {
                add(folder, path, source, new Owner(set.agent(), source.tags()));
            } else {
                problems.add(new Problem(source, source.pattern(),
                        "is not there, expected a file at " + path));
            }
        }
    }

    private void add(Path folder, Path path, Source source, Owner owner) {
        var name = path.startsWith(folder) ? folder.relativize(path) : path;
        files.merge(path, new NamedFile(path, name.toString(), source, Set.of(owner)),
                NamedFiles::joined);
    }

    private static NamedFile joined(NamedFile one, NamedFile other) {
        var owners = new HashSet<>(one.owners());
        owners.addAll(other.owners());
        return new NamedFile(one.path(), one.name(), one.source(), Set.copyOf(owners));
    }

    /** The files of a pattern that can be read, without hidden ones; in the order of their names. */
    private List<Path> matching(Path folder, Source source) {
        var matchers = matchers(source.pattern());
        try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
            return all.filter(path -> matchers.stream()
                    .anyMatch(matcher -> matcher.matches(folder.relativize(path))))
                    .filter(path -> Format.of(path.toString()).isPresent())
                    .filter(path -> isShown(folder.relativize(path)))
                    .sorted()
                    .limit(MOST)
                    .collect(Collectors.toUnmodifiableList());
        } catch (IOException | UncheckedIOException e) {
            problems.add(new Problem(source, source.pattern(), "cannot be looked for in " + folder
                    + ": " + e.getMessage()));
            return List.of();
        }
    }

    /** {@code **}{@code /} stands for no folder, too, which Java's globs do not say. */
    private static List<PathMatcher> matchers(String pattern) {
        var system = FileSystems.getDefault();
        return List.of(system.getPathMatcher("glob:" + pattern),
                system.getPathMatcher("glob:" + pattern.replace("**/", "")));
    }

    private static boolean isShown(Path path) {
        for (var part : path) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }
}
