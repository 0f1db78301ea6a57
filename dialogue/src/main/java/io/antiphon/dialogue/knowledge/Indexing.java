package io.antiphon.dialogue.knowledge;

import io.antiphon.dialogue.knowledge.index.PassageIndex;
import io.antiphon.dialogue.knowledge.index.Update;
import io.antiphon.dialogue.knowledge.passage.Chunker;
import io.antiphon.dialogue.knowledge.read.DocumentReader;
import io.antiphon.dialogue.knowledge.read.DocumentReader.Reading;
import io.antiphon.dialogue.knowledge.spec.DocumentSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings an index up to date with files, in one step that others see. Belongs to the thread that refreshes. */
final class Indexing {

    private final PassageIndex index;

    Indexing(PassageIndex index) {
        this.index = index;
    }

    /** What is wrong with the files of a template. */
    static List<Problem> problems(DocumentSet set) {
        var named = NamedFiles.of(List.of(set));
        var problems = new ArrayList<>(named.problems());
        for (var file : named.files()) {
            bytes(file, problems).ifPresent(bytes -> {
                if (DocumentReader.read(file.name(), bytes) instanceof Reading.Refused(var why)) {
                    problems.add(new Problem(file.source(), file.name(), why));
                }
            });
        }
        return List.copyOf(problems);
    }

    Refreshed refresh(NamedFiles named) throws IOException {
        var known = index.fingerprints();
        try (var update = index.update()) {
            var run = new Run(update, known);
            run.problems.addAll(named.problems());
            for (var file : named.files()) {
                run.visit(file);
            }
            run.removeOthers(named.files());
            if (run.read + run.removed > 0) {
                update.commit();
            }
            return new Refreshed(run.read, run.removed, run.unchanged, run.passages, run.problems);
        }
    }

    /** One refresh on its way. */
    private static final class Run {

        private final Update update;
        private final Map<String, String> known;
        private final List<Problem> problems = new ArrayList<>();
        private int read;
        private int removed;
        private int unchanged;
        private int passages;

        Run(Update update, Map<String, String> known) {
            this.update = update;
            this.known = known;
        }

        void visit(NamedFile file) throws IOException {
            var bytes = bytes(file, problems);
            if (bytes.isEmpty()) {
                keep(file);
                return;
            }
            var fingerprint = sum(bytes.get()) + owners(file);
            if (fingerprint.equals(known.get(file.path().toString()))) {
                unchanged++;
                return;
            }
            switch (DocumentReader.read(file.name(), bytes.get())) {
                case Reading.Done(var document) -> {
                    var cut = Chunker.passages(file.name(), document);
                    update.put(file.path().toString(), fingerprint, file.owners(), cut);
                    read++;
                    passages += cut.size();
                }
                case Reading.Refused(var why) -> {
                    problems.add(new Problem(file.source(), file.name(), why));
                    keep(file);
                }
            }
        }

        /** What an unreadable file said stays known, but only to those to whom it was known. */
        private void keep(NamedFile file) throws IOException {
            var before = Optional.ofNullable(known.get(file.path().toString()));
            if (before.isPresent() && !before.get().endsWith(owners(file))) {
                update.remove(file.path().toString());
                removed++;
            }
        }

        void removeOthers(List<NamedFile> files) throws IOException {
            var gone = new HashSet<>(known.keySet());
            files.forEach(file -> gone.remove(file.path().toString()));
            for (var path : gone) {
                update.remove(path);
                removed++;
            }
        }
    }

    private static Optional<byte[]> bytes(NamedFile file, List<Problem> problems) {
        try (var bytes = Files.newInputStream(file.path())) {
            // One more than is allowed, which the reader then refuses.
            return Optional.of(bytes.readNBytes(DocumentReader.MOST_BYTES + 1));
        } catch (IOException e) {
            problems.add(new Problem(file.source(), file.name(), "cannot be read: "
                    + e.getClass().getSimpleName() + "; may the server read it?"));
            return Optional.empty();
        }
    }

    /** How a file is named and whose it is, told in the same way in every process. */
    private static String owners(NamedFile file) {
        var all = file.owners()
                .stream()
                .map(owner -> owner.agent() + owner.tags().stream().sorted().toList())
                .sorted()
                .toList();
        return "-" + sum((file.name() + all).getBytes(StandardCharsets.UTF_8));
    }

    private static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
