package io.antiphon.dialogue.tool.box;

import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Cancelled;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.ToolResult.Refused;
import io.antiphon.dialogue.tool.ToolRun;
import io.antiphon.dialogue.tool.box.Journal.Claim;
import io.antiphon.dialogue.tool.box.Toolbox.Equipped;
import io.antiphon.dialogue.tool.spec.Effect;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One tool call from its arguments to its result. Works on the thread that awaits it; cancelled by any. */
final class GuardedRun implements ToolRun {

    private final Equipped tool;
    private final ToolCall call;
    private final Journal journal;
    private final Pauses pauses;
    private final Cancellation cancellation = new Cancellation();
    private boolean perhapsDone;

    GuardedRun(Equipped tool, ToolCall call, Journal journal, Pauses pauses) {
        this.tool = tool;
        this.call = call;
        this.journal = journal;
        this.pauses = pauses;
    }

    @Override
    public void cancel() {
        cancellation.cancel();
    }

    @Override
    public ToolResult await() {
        var problems = tool.check().problems(call.arguments());
        if (!problems.isEmpty()) {
            return new Refused("the arguments of \"" + call.tool() + "\" do not fit: "
                    + String.join("; ", problems));
        }
        return tool.spec().effect() == Effect.WRITE ? once() : attempts();
    }

    /** A deed that was begun before is not begun again: its end is awaited and told again. */
    private ToolResult once() {
        return switch (journal.claim(call, tool.isRepeatable())) {
            case Claim.Begun(var end) -> joined(end);
            case Claim.Unwritable _ -> new Failed(failure(Kind.BROKEN,
                    "it could not be written down, so it was not done"), false);
            case Claim.Mine _ -> done();
        };
    }

    private ToolResult done() {
        ToolResult result = new Failed(failure(Kind.BROKEN, "it broke off by a fault of ours"),
                true);
        try {
            result = attempts();
        } finally {
            journal.ended(call, result, stands(result));
        }
        return result;
    }

    private ToolResult joined(CompletableFuture<ToolResult> first) {
        try {
            return cancellation.await(first).orElseGet(() -> new Cancelled(true));
        } catch (ExecutionException e) {
            throw new IllegalStateException("deeds end with results", e);
        }
    }

    /** Whether the end of a deed forbids another try: it happened, or nobody knows and another try would show. */
    private boolean stands(ToolResult result) {
        return switch (result) {
            case Done _ -> true;
            case Refused _ -> false;
            case Failed(_, var perhaps) -> perhaps && !tool.isRepeatable();
            case Cancelled(var perhaps) -> perhaps && !tool.isRepeatable();
        };
    }

    private ToolResult attempts() {
        for (int attempts = 1;; attempts++) {
            if (cancellation.isCancelled()) {
                return new Cancelled(perhapsDone);
            }
            if (!tool.breaker().admits()) {
                return new Failed(failure(Kind.UNREACHABLE,
                        "it failed too often lately and is left alone for a while"), perhapsDone);
            }
            var result = attempt();
            boolean again = result instanceof Failed(var failure, var perhaps)
                    && failure.kind().worthRetrying()
                    && attempts <= tool.spec().timing().retries()
                    && (!perhaps || tool.isRepeatable());
            if (!again) {
                return result;
            }
            pause(attempts);
        }
    }

    private ToolResult attempt() {
        var expired = new AtomicBoolean();
        var run = tool.tool().begin(call);
        cancellation.interruptsBy(run::cancel);
        var deadline = pauses.after(tool.spec().timing().timeoutMs(), () -> {
            expired.set(true);
            run.cancel();
        });
        try {
            var result = finished(run.await(), expired.get());
            tell(result);
            return result;
        } catch (RuntimeException e) {
            tool.breaker().failed();
            throw e;
        } finally {
            deadline.cancel(false);
            cancellation.interruptsBy(() -> {});
        }
    }

    private ToolResult finished(ToolResult result, boolean expired) {
        return switch (result) {
            case Done done -> new Done(done.value(),
                    Fields.of(done.value(), tool.spec().result()), done.order());
            case Refused refused -> refused;
            case Failed(var failure, var perhaps) -> new Failed(failure, remember(perhaps));
            case Cancelled(var perhaps) when expired && !cancellation.isCancelled() ->
                new Failed(failure(Kind.TIMED_OUT, "no answer within "
                        + tool.spec().timing().timeoutMs() + " ms"), remember(perhaps));
            case Cancelled(var perhaps) -> new Cancelled(remember(perhaps));
        };
    }

    /** What reads has done nothing, however it ended. */
    private boolean remember(boolean perhaps) {
        perhapsDone |= perhaps && tool.spec().effect() == Effect.WRITE;
        return perhapsDone;
    }

    private void tell(ToolResult result) {
        switch (result) {
            case Done _, Refused _ -> tool.breaker().succeeded();
            case Failed(var failure, _) when failure.kind() == Kind.REFUSED ->
                tool.breaker().abandoned();
            case Failed _ -> tool.breaker().failed();
            case Cancelled _ -> tool.breaker().abandoned();
        }
    }

    private void pause(int attempts) {
        try {
            cancellation.await(pauses.behind(attempts));
        } catch (ExecutionException e) {
            throw new IllegalStateException("pauses do not fail", e);
        }
    }

    private EngineFailure failure(Kind kind, String detail) {
        return new EngineFailure(kind, "tool " + call.tool(), detail);
    }
}
