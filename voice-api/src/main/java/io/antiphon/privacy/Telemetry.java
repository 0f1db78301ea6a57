package io.antiphon.privacy;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;

/**
 * Keeps ONNX Runtime from telling its maker about machine and models. Whoever opens it calls this before. Any
 * thread.
 *
 * <p>It asks the environment of the process, once, when it starts; Java can only read that, so it is set by
 * {@code setenv(3)}.
 */
public final class Telemetry {

    private static final String NAME = "ORT_DISABLE_TELEMETRY";

    private Telemetry() {}

    /** The first time it is switched off, or fails; after that there is nothing left to do. */
    public static void off() {
        Once.done();
    }

    private static final class Once {

        static {
            set();
        }

        static void done() {
            // By being loaded.
        }
    }

    @SuppressWarnings("restricted")
    private static void set() {
        var linker = Linker.nativeLinker();
        var setenv = linker.downcallHandle(linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        int refused;
        try (var arena = Arena.ofConfined()) {
            refused = (int) setenv.invokeExact(arena.allocateFrom(NAME), arena.allocateFrom("1"),
                    1);
        } catch (Throwable e) {
            throw new IllegalStateException("setenv", e);
        }
        if (refused != 0) {
            throw new IllegalStateException(NAME + " cannot be set, and so it is not safe to open"
                    + " ONNX Runtime: set it to 1 before you start");
        }
    }
}
