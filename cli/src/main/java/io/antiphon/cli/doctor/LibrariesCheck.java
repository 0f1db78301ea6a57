package io.antiphon.cli.doctor;

import io.antiphon.privacy.Telemetry;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/**
 * Whether the libraries with machine code in them load here. They are asked by name: only one package of the
 * house knows each of them, and the doctor is not in it.
 */
final class LibrariesCheck implements Check {

    private static final String GLIBC = "it needs 64-bit Linux with glibc (x86-64 or ARM), and a /tmp that allows "
            + "programs; on another system the server cannot run";

    @Override
    public List<Finding> findings() {
        return List.of(epoll(), onnx());
    }

    private static Finding epoll() {
        var subject = "epoll";
        return switch (asked("io.netty.channel.epoll.Epoll", "isAvailable")) {
            case Answer.Is(Object value) when Boolean.TRUE.equals(value) ->
                Finding.ok(subject, "loads");
            case Answer.Is _ -> Finding.failure(subject, "does not load", GLIBC);
            case Answer.Failed(String why) -> Finding.failure(subject, why, GLIBC);
        };
    }

    private static Finding onnx() {
        var subject = "ONNX Runtime";
        Telemetry.off();
        return switch (asked("ai.onnxruntime.OrtEnvironment", "getEnvironment")) {
            case Answer.Is(Object environment) -> Finding.ok(subject, "loads: " + environment);
            case Answer.Failed(String why) -> Finding.failure(subject, why, GLIBC);
        };
    }

    private static Answer asked(String type, String method) {
        try {
            return new Answer.Is(Class.forName(type).getMethod(method).invoke(null));
        } catch (InvocationTargetException e) {
            return new Answer.Failed("does not load: " + e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            return new Answer.Failed("does not load: " + e);
        }
    }

    private sealed interface Answer {

        record Is(Object value) implements Answer {}

        record Failed(String why) implements Answer {}
    }
}
