package io.antiphon.cli.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The file {@code SHA256SUMS} of a model, as {@code sha256sum} writes it. */
public final class Checksums {

    public static final String NAME = "SHA256SUMS";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");
    private static final int BLOCK = 1 << 16;

    private Checksums() {}

    /** What a look at a model's files found. */
    public sealed interface Verdict {

        /** All are as they were. */
        record Whole(long bytes) implements Verdict {}

        /**
         * One is not as it was.
         *
         * @param what the file, and what is wrong with it
         */
        record Damaged(String what) implements Verdict {}
    }

    /** Compares the files of a folder with its sums. */
    public static Verdict check(Path folder) throws IOException {
        long bytes = 0;
        List<String> lines;
        try {
            lines = Files.readAllLines(folder.resolve(NAME));
        } catch (MalformedInputException e) {
            return new Verdict.Damaged(NAME + " is no text");
        }
        for (var line : lines) {
            var matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return new Verdict.Damaged(NAME + " has a line that is no checksum");
            }
            var file = folder.resolve(matcher.group(2));
            if (!Files.isRegularFile(file)) {
                return new Verdict.Damaged(matcher.group(2) + " is missing");
            }
            if (!of(file).equals(matcher.group(1))) {
                return new Verdict.Damaged(matcher.group(2) + " is damaged");
            }
            bytes += Files.size(file);
        }
        return new Verdict.Whole(bytes);
    }

    /** What the files together take that a folder has sums for. */
    static long bytes(Path folder) throws IOException {
        long bytes = 0;
        for (var line : Files.readAllLines(folder.resolve(NAME))) {
            var matcher = LINE.matcher(line);
            if (matcher.matches()) {
                var file = folder.resolve(matcher.group(2));
                bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
            }
        }
        return bytes;
    }

    /** Writes the sums of all files in a folder. */
    static void write(Path folder) throws IOException {
        var lines = new ArrayList<String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                lines.add(of(file) + "  " + folder.relativize(file));
            }
        }
        Files.write(folder.resolve(NAME), lines);
    }

    /** The SHA-256 of a file, in hexadecimal. */
    static String of(Path file) throws IOException {
        var digest = digest();
        try (InputStream in = Files.newInputStream(file)) {
            var block = new byte[BLOCK];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                digest.update(block, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The folders under this one that have sums, by name. */
    public static List<Path> folders(Path root, int deepest) throws IOException {
        try (var files = Files.walk(root, deepest)) {
            return files.filter(file -> file.endsWith(NAME))
                    .map(file -> Optional.ofNullable(file.toAbsolutePath().getParent()))
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
        }
    }
}
