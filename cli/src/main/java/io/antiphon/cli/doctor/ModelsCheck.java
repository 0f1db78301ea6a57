package io.antiphon.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Whether the models are there and whole, by the SHA256SUMS beside them. */
final class ModelsCheck implements Check {

    private static final String SUMS = "SHA256SUMS";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");
    private static final int DEEPEST = 4;
    private static final String ADVICE = "get it back with 'git checkout models', or train it: see models/";

    private final Path models;

    ModelsCheck(Path models) {
        this.models = models;
    }

    @Override
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        try (var files = Files.walk(models, DEEPEST)) {
            for (var sums : files.filter(file -> file.endsWith(SUMS)).sorted().toList()) {
                findings.add(judged(sums));
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

    private Finding judged(Path sums) throws IOException {
        var folder = sums.toAbsolutePath().getParent();
        if (folder == null) {
            return Finding.failure("model", "not in a folder: " + sums, ADVICE);
        }
        var subject = "model " + models.toAbsolutePath().relativize(folder);
        long bytes = 0;
        for (var line : Files.readAllLines(sums)) {
            var matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return Finding.failure(subject, SUMS + " has a line that is no checksum", ADVICE);
            }
            var file = folder.resolve(matcher.group(2));
            if (!Files.isRegularFile(file)) {
                return Finding.failure(subject, matcher.group(2) + " is missing", ADVICE);
            }
            if (!sumOf(file).equals(matcher.group(1))) {
                return Finding.failure(subject, matcher.group(2) + " is damaged", ADVICE);
            }
            bytes += Files.size(file);
        }
        return Finding.ok(subject, bytes / 1_000 + " kB, whole");
    }

    private static String sumOf(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
