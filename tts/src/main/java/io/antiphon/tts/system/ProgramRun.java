package io.antiphon.tts.system;

import io.antiphon.fault.EngineFailure;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a voice program to its end, on the calling thread. No shell is involved, so nothing in a text can be
 * taken for a command. A program that takes too long is destroyed; the virtual machine collects every
 * child that ends, so none becomes a zombie.
 */
final class ProgramRun {

    /** What came of it. */
    sealed interface Result {

        /** Both outputs, whatever the program used them for. */
        record Ran(int exit, Output out, Output err) implements Result {}

        record Failed(EngineFailure failure) implements Result {}
    }

    /** What a program wrote. */
    static final class Output {

        private final byte[] bytes;

        Output(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    // Ten minutes of speech at 22 kHz; a program that writes more has lost its way.
    private static final int MOST_BYTES = 32 << 20;

    private final String engine;
    private final String install;
    private final Duration timeout;

    ProgramRun(String engine, String install, Duration timeout) {
        this.engine = engine;
        this.install = install;
        this.timeout = timeout;
    }

    /**
     * Runs a command.
     *
     * @param input written to its standard input, which is then closed
     * @param soundOnErr which of its outputs carries more than the 64 KiB that a pipe holds: it is read
     *     first, and the other one, which must fit into its pipe, afterwards
     */
    Result run(List<String> command, String input, boolean soundOnErr) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectInput(Redirect.PIPE).start();
        } catch (IOException e) {
            return failed(EngineFailure.Kind.UNREACHABLE,
                    command.getFirst() + " does not start; to install it: " + install);
        }
        var ended = process.onExit().orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        CompletableFuture<Boolean> late = ended.handle((_, fault) -> {
            if (fault == null) {
                return false;
            }
            destroy(process);
            return true;
        });
        try {
            feed(process, input);
            byte[] sound = read(soundOnErr ? process.getErrorStream() : process.getInputStream());
            byte[] notes = read(soundOnErr ? process.getInputStream() : process.getErrorStream());
            if (late.join()) {
                return late();
            }
            return new Result.Ran(process.exitValue(), new Output(soundOnErr ? notes : sound),
                    new Output(soundOnErr ? sound : notes));
        } catch (IOException e) {
            destroy(process);
            return late.join()
                    ? late()
                    : failed(EngineFailure.Kind.BROKEN, "the pipe broke: " + e.getMessage());
        }
    }

    private static void feed(Process process, String input) {
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        } catch (IOException e) {
            // It ended without reading. What it wrote and its exit status say why, better than a broken pipe.
            return;
        }
    }

    private static byte[] read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES);
        if (bytes.length == MOST_BYTES) {
            throw new IOException("more than " + MOST_BYTES + " bytes");
        }
        return bytes;
    }

    private static void destroy(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private Result late() {
        return failed(EngineFailure.Kind.TIMED_OUT, "no end after " + timeout.toMillis() + " ms");
    }

    private Result failed(EngineFailure.Kind kind, String detail) {
        return new Result.Failed(new EngineFailure(kind, engine, detail));
    }
}
