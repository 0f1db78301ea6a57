package io.antiphon.dialogue.tool.box;

import io.antiphon.call.CallId;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which deeds have been begun in each call, and how they ended, so that none is done twice. Any thread: two turns
 * of a call may meet over the same deed, and the second then waits for the first.
 */
public final class Journal {

    private final Map<CallId, Map<Deed, CompletableFuture<ToolResult>>> calls = new ConcurrentHashMap<>();

    /** Which deed: one decision asks for each tool once. */
    private record Deed(String tool, String key) {}

    /** How the deed ended or will end, if somebody has begun it; nothing if it is now the asker's to do. */
    Optional<CompletableFuture<ToolResult>> begun(ToolCall call) {
        return Optional.ofNullable(calls
                .computeIfAbsent(call.call(), _ -> new ConcurrentHashMap<>())
                .putIfAbsent(new Deed(call.tool(), call.key()), new CompletableFuture<>()));
    }

    /** It ended. Unless {@code stands}, somebody who asks for it again may do it again. */
    void ended(ToolCall call, ToolResult result, boolean stands) {
        var deeds = calls.getOrDefault(call.call(), Map.of());
        var deed = new Deed(call.tool(), call.key());
        var future = Optional.ofNullable(deeds.get(deed));
        if (!stands) {
            deeds.remove(deed);
        }
        future.ifPresent(waiting -> waiting.complete(result));
    }

    void forget(CallId call) {
        calls.remove(call);
    }
}
