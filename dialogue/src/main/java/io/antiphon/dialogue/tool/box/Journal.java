package io.antiphon.dialogue.tool.box;

import io.antiphon.call.CallId;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Cancelled;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Which deeds have been begun in each call, and how they ended, so that none is done twice; with a folder, also
 * after this process has crashed. Any thread: two turns of a call may meet over the same deed, and the second then
 * waits for the first. The monitor is held while a line goes to the disk.
 */
public final class Journal {

    private final Optional<Path> folder;
    private final Map<CallId, Deeds> calls = new HashMap<>();

    /** One that ends with this process. */
    public Journal() {
        this.folder = Optional.empty();
    }

    /** One that keeps a file for each call until the call is forgotten. */
    public Journal(Path folder) {
        this.folder = Optional.of(folder);
    }

    /** Deletes the files of calls that nobody has touched since then: their process crashed, and so did they. */
    public static void deleteOlder(Path folder, Instant than) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(than)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Whose a deed is. */
    sealed interface Claim {

        /** The asker's: to be done, and its end to be told. */
        record Mine() implements Claim {}

        /** It has been begun before. */
        record Begun(CompletableFuture<ToolResult> end) implements Claim {}

        /** Nobody's: it could not be written down, so it is not to be done. */
        record Unwritable() implements Claim {}
    }

    /** What one call did. */
    private record Deeds(Map<String, CompletableFuture<ToolResult>> ends,
            Optional<DeedFile> file) {}

    /** Asks to do a deed. One of unknown outcome may be done again if it is {@code repeatable}. */
    synchronized Claim claim(ToolCall call, boolean repeatable) {
        try {
            var deeds = deeds(call.call());
            var begun = Optional.ofNullable(deeds.ends().get(name(call)));
            if (begun.isPresent() && !(repeatable && isUnknown(begun.get()))) {
                return new Claim.Begun(begun.get());
            }
            if (deeds.file().isPresent()) {
                deeds.file().get().begun(name(call));
            }
            deeds.ends().put(name(call), new CompletableFuture<>());
            return new Claim.Mine();
        } catch (IOException e) {
            // What the disk will not take down is not done: that is the answer.
            return new Claim.Unwritable();
        }
    }

    /** It ended. Unless {@code stands}, somebody who asks for it again may do it again. */
    synchronized void ended(ToolCall call, ToolResult result, boolean stands) {
        var deeds = Optional.ofNullable(calls.get(call.call()));
        deeds.flatMap(Deeds::file).ifPresent(file -> file.ended(name(call), result, stands));
        deeds.map(each -> each.ends().get(name(call))).ifPresent(end -> end.complete(result));
        if (!stands) {
            deeds.ifPresent(each -> each.ends().remove(name(call)));
        }
    }

    /** The call is over for good. */
    synchronized void forget(CallId call) {
        Optional.ofNullable(calls.remove(call)).flatMap(Deeds::file).ifPresent(DeedFile::delete);
    }

    private Deeds deeds(CallId call) throws IOException {
        var known = Optional.ofNullable(calls.get(call));
        if (known.isPresent()) {
            return known.get();
        }
        var ends = new HashMap<String, CompletableFuture<ToolResult>>();
        Optional<DeedFile> file = folder.isPresent()
                ? Optional.of(DeedFile.open(folder.get(), call, ends))
                : Optional.empty();
        var deeds = new Deeds(ends, file);
        calls.put(call, deeds);
        return deeds;
    }

    private static boolean isUnknown(CompletableFuture<ToolResult> end) {
        return end.isDone() && switch (end.join()) {
            case Failed(_, var perhaps) -> perhaps;
            case Cancelled(var perhaps) -> perhaps;
            case ToolResult.Done _, ToolResult.Refused _ -> false;
        };
    }

    /** One decision asks for each tool once. */
    private static String name(ToolCall call) {
        return call.tool() + "/" + call.key();
    }
}
