package io.antiphon.dialogue.knowledge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When a file was written last, and how long it is. */
record Stamp(FileTime written, long bytes) {

    private static final Stamp GONE = new Stamp(FileTime.fromMillis(0), -1);

    static Map<Path, Stamp> of(List<NamedFile> files) {
        var stamps = new HashMap<Path, Stamp>();
        for (var file : files) {
            stamps.put(file.path(), of(file.path()));
        }
        return Map.copyOf(stamps);
    }

    private static Stamp of(Path file) {
        try {
            var about = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(about.lastModifiedTime(), about.size());
        } catch (IOException e) {
            // It went between being found and being looked at; that is a change like any other.
            return GONE;
        }
    }
}
