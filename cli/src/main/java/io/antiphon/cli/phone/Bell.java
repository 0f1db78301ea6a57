package io.antiphon.cli.phone;

import io.antiphon.sip.CallHandler;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.SipHandler;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Rings at a phone for one call that is expected, and tells all others that it is busy. Any thread. */
public final class Bell implements SipHandler {

    private static final int BUSY_HERE = 486;

    private final AtomicReference<Optional<Expected>> expected = new AtomicReference<>(
            Optional.empty());

    private record Expected(CallHandler line, CompletableFuture<IncomingCall> rung) {}

    /** The next call; {@code line} hears what becomes of it. */
    CompletableFuture<IncomingCall> expect(CallHandler line) {
        var next = new Expected(line, new CompletableFuture<>());
        expected.set(Optional.of(next));
        return next.rung();
    }

    @Override
    public void invited(IncomingCall call) {
        expected.getAndSet(Optional.empty()).ifPresentOrElse(next -> {
            call.handler(next.line());
            next.rung().complete(call);
        }, () -> call.reject(BUSY_HERE, "Busy Here"));
    }
}
