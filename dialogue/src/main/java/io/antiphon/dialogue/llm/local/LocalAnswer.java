package io.antiphon.dialogue.llm.local;

import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.ToolOffer;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.local.engine.Ending;
import io.antiphon.dialogue.llm.local.engine.Ending.Counts;
import io.antiphon.dialogue.llm.local.engine.Request;
import io.antiphon.dialogue.llm.local.engine.TextEngine;
import io.antiphon.fault.EngineFailure;
import io.antiphon.time.NanoClock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One answer of a model in this process. The model's thread writes pieces to a queue, which is as long as an answer may
 * be at most, and never waits for the one who streams; closing wakes that one.
 */
final class LocalAnswer implements ModelAnswer, TextEngine.Listener {

    private final LocalModel model;
    private final NanoClock clock;
    private final Deadlines deadlines;
    private final Task task;
    private final ToolMarks marks;
    private final Supplier<Request> request;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private volatile boolean unwanted;
    private volatile boolean isOver;
    private int pieces;
    private long begunNs;

    private sealed interface News {

        record Piece(String text) implements News {}

        record End(Ending ending) implements News {}

        record Closed() implements News {}

        record Nothing() implements News {}
    }

    LocalAnswer(LocalModel model, NanoClock clock, Deadlines deadlines, Task task,
            List<ToolOffer> tools, Supplier<Request> request) {
        this.model = model;
        this.clock = clock;
        this.deadlines = deadlines;
        this.task = task;
        this.marks = new ToolMarks(tools);
        this.request = request;
    }

    @Override
    public ModelEnding stream(Listener listener) {
        if (unwanted) {
            return stopped();
        }
        begunNs = clock.nanoTime();
        var asked = request.get();
        if (!model.ask(asked, this, ending -> news.add(new News.End(ending)))) {
            return failed(usage(Counts.NONE), EngineFailure.Kind.BUSY,
                    "too many answers wait for the model");
        }
        try {
            // An answer with a shape has been made to fit.
            return take(listener, asked.shape().isPresent()
                    ? Integer.MAX_VALUE
                    : asked.maxTokens());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stopped();
        } finally {
            unwanted = true;
        }
    }

    private ModelEnding take(Listener listener, int tooLong) throws InterruptedException {
        while (true) {
            switch (next()) {
                case News.Piece(var text) -> {
                    pieces++;
                    if (!say(marks.take(text), listener)) {
                        return stopped();
                    }
                    isOver = marks.isOver();
                }
                case News.End(var ending) -> {
                    return ending instanceof Ending.Complete && !say(marks.rest(), listener)
                            ? stopped()
                            : ended(ending, tooLong);
                }
                case News.Closed _ -> {
                    return stopped();
                }
                case News.Nothing _ -> {
                    return failed(usage(Counts.NONE), EngineFailure.Kind.TIMED_OUT,
                            "nothing came for longer than patience lasts");
                }
            }
        }
    }

    /** Whether more is wanted behind these words, which are none while a tool is being called. */
    private boolean say(String words, Listener listener) {
        return words.isEmpty() || (!unwanted && listener.text(words) == Next.GO_ON);
    }

    /** The model's thread looks after the deadline of the whole; this one may stand in a queue before it. */
    private News next() throws InterruptedException {
        long patienceNs = pieces == 0
                ? deadlines.firstTokenNs() - (clock.nanoTime() - begunNs)
                : deadlines.betweenTokensNs();
        // What is there when patience has run out has come too late as well.
        News next = patienceNs > 0 ? news.poll(patienceNs, TimeUnit.NANOSECONDS) : null;
        return next == null ? new News.Nothing() : next;
    }

    private ModelEnding ended(Ending ending, int tooLong) {
        var usage = usage(ending.counts());
        return switch (ending) {
            case Ending.Complete _ when pieces == 0 ->
                failed(usage, EngineFailure.Kind.BROKEN, "the answer was empty");
            case Ending.Complete(var counts) ->
                complete(usage, counts.generatedTokens() >= tooLong);
            case Ending.Stopped _ when isOver -> complete(usage, false);
            case Ending.Stopped _ -> new ModelEnding.Stopped(usage);
            case Ending.Failed(_, var failure) -> new ModelEnding.Failed(usage, failure);
        };
    }

    /** Half a call is of no use, a whole one is, however much was said behind it. */
    private ModelEnding complete(Usage usage, boolean isCutShort) {
        var calls = marks.calls();
        if (calls.flaw().isPresent()) {
            return failed(usage, EngineFailure.Kind.BROKEN, calls.flaw().get());
        }
        return isCutShort && calls.calls().isEmpty()
                ? new ModelEnding.CutShort(usage)
                : new ModelEnding.Finished(usage, calls.calls());
    }

    /** What the model has counted; before it has, what came. */
    private Usage usage(Counts counts) {
        return new Usage(counts.promptTokens(), counts.reusedTokens(),
                Math.max(pieces, counts.generatedTokens()));
    }

    private ModelEnding stopped() {
        return new ModelEnding.Stopped(usage(Counts.NONE));
    }

    private ModelEnding failed(Usage usage, EngineFailure.Kind kind, String detail) {
        return new ModelEnding.Failed(usage, new EngineFailure(kind, model.name(), detail));
    }

    @Override
    public void close() {
        unwanted = true;
        news.add(new News.Closed());
    }

    /** The model's thread. */
    @Override
    public void hear(String text) {
        news.add(new News.Piece(text));
    }

    /** The model's thread. A summary, for which nobody waits, gives way to whatever else is asked. */
    @Override
    public boolean wantsMore() {
        return !unwanted && !isOver && !(task == Task.SUMMARISE && model.isAwaited());
    }
}
