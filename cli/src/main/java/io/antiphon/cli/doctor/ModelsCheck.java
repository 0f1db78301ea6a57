package io.antiphon.cli.doctor;

import io.antiphon.cli.models.Checksums;
import io.antiphon.cli.models.Checksums.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the models are there and whole, by the checksums beside them. */
final class ModelsCheck implements Check {

    private static final int DEEPEST = 4;
    private static final String ADVICE = "get it back with 'git checkout models', or train it: see models/";

    private final Path models;

    ModelsCheck(Path models) {
        this.models = models;
    }

    @Override
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        try {
            for (var folder : Checksums.folders(models, DEEPEST)) {
                findings.add(judged(folder));
            }
        } catch (IOException e) {
            return List.of(Finding.failure("models", "cannot be read: " + e.getMessage(),
                    "run ./antiphon from its own folder"));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.failure("models", "none in " + models, ADVICE));
        }
        return findings;
    }

    private Finding judged(Path folder) throws IOException {
        var subject = "model " + models.toAbsolutePath().relativize(folder);
        return switch (Checksums.check(folder)) {
            case Verdict.Whole(var bytes) -> Finding.ok(subject, bytes / 1_000 + " kB, whole");
            case Verdict.Damaged(var what) -> Finding.failure(subject, what, ADVICE);
        };
    }
}
