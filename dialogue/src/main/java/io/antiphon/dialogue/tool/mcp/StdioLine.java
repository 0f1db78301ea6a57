package io.antiphon.dialogue.tool.mcp;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A process of ours that speaks by lines. One thread reads what it says and hands each answer to whoever waits
 * for it (the map is where they meet); writers take turns at its input. A process that does not read its input is
 * ended by whoever loses patience, for nothing else would free the writer.
 */
final class StdioLine implements McpLine {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 2;

    private final String engine;
    private final Process process;
    private final ScheduledExecutorService watchdog;
    private final Object input = new Object();
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private volatile boolean lost;

    private StdioLine(String engine, Process process, ScheduledExecutorService watchdog) {
        this.engine = engine;
        this.process = process;
        this.watchdog = watchdog;
    }

    /** Takes over a process that has just been started. */
    static StdioLine to(String engine, Process process, ScheduledExecutorService watchdog,
            ThreadFactory readers) {
        var line = new StdioLine(engine, process, watchdog);
        readers.newThread(line::read).start();
        return line;
    }

    @Override
    public Reply ask(ObjectNode request, Cancellation cancellation) {
        String id = request.path("id").asText();
        var answer = new CompletableFuture<JsonNode>();
        waiting.put(id, answer);
        try {
            cancellation.interruptsBy(process::destroyForcibly);
            boolean written = isOpen() && !cancellation.isCancelled() && write(request);
            cancellation.interruptsBy(StdioLine::nothing);
            if (!written) {
                return cancellation.isCancelled() ? new Reply.Stopped(true) : died(true);
            }
            return cancellation.await(answer)
                    .map(message -> message.isMissingNode()
                            ? died(true)
                            : new Reply.Answer(message))
                    .orElseGet(() -> new Reply.Stopped(true));
        } catch (ExecutionException e) {
            throw new IllegalStateException("answers are values", e);
        } finally {
            waiting.remove(id);
        }
    }

    @Override
    public void tell(ObjectNode notification, Cancellation cancellation) {
        mention(notification);
    }

    @Override
    public void mention(ObjectNode notification) {
        var guard = watchdog.schedule(process::destroyForcibly, PATIENCE_SECONDS,
                TimeUnit.SECONDS);
        write(notification);
        guard.cancel(false);
    }

    @Override
    public boolean isOpen() {
        return !lost;
    }

    @Override
    public void speaks(String version) {
        // Lines are lines in every version.
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean write(ObjectNode message) {
        synchronized (input) {
            try {
                var stream = process.getOutputStream();
                stream.write((message + "\n").getBytes(StandardCharsets.UTF_8));
                stream.flush();
                return true;
            } catch (IOException e) {
                // It has died; the reader finds that out as well and wakes the others.
                return false;
            }
        }
    }

    /** The reader's whole life. */
    private void read() {
        var lines = new LineReader(process.getInputStream());
        try {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                parsed(line.get()).ifPresent(this::take);
            }
        } catch (IOException e) {
            // Its end, or a line without one; either way there is nothing more to be had from it.
            process.destroyForcibly();
        } finally {
            lost = true;
            process.destroy();
            waiting.values().forEach(each -> each.complete(MissingNode.getInstance()));
        }
    }

    private void take(JsonNode message) {
        if (message.has("method")) {
            if (message.has("id")) {
                write(Messages.answerTo(message));
            }
            return;
        }
        Optional.ofNullable(waiting.get(message.path("id").asText()))
                .ifPresent(answer -> answer.complete(message));
    }

    /** What is no message is passed over: servers that print something else are common. */
    private static Optional<JsonNode> parsed(String line) {
        try {
            return Optional.of(MAPPER.readTree(line)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private Reply died(boolean sent) {
        return new Reply.Lost(new EngineFailure(Kind.UNREACHABLE, engine,
                "its process has ended"), sent);
    }

    private static void nothing() {
        // Only while something is being written must a cancel end the process.
    }
}
