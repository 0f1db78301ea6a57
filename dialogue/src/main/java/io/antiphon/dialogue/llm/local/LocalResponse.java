package io.antiphon.dialogue.llm.local;

import io.antiphon.dialogue.llm.local.engine.Ending;
import io.antiphon.dialogue.llm.local.engine.Request;
import io.antiphon.dialogue.llm.local.engine.TextEngine;
import io.antiphon.dialogue.respond.Outcome;
import io.antiphon.dialogue.respond.Response;
import io.antiphon.dialogue.respond.Sink;
import io.antiphon.fault.EngineFailure;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * One answer of a model in this process. The model's thread writes pieces to a queue, which is as long as an answer may
 * be at most, and never waits for the one who streams; closing wakes that one.
 */
final class LocalResponse implements Response, TextEngine.Listener {

    private final LocalModel model;
    private final Supplier<Request> request;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private volatile boolean unwanted;

    private sealed interface News {

        record Piece(String text) implements News {}

        record End(Ending ending) implements News {}

        record Closed() implements News {}
    }

    LocalResponse(LocalModel model, Supplier<Request> request) {
        this.model = model;
        this.request = request;
    }

    @Override
    public Outcome stream(Sink sink) {
        if (unwanted) {
            return new Outcome.Stopped(0);
        }
        if (!model.ask(request.get(), this, ending -> news.add(new News.End(ending)))) {
            return failed(0, EngineFailure.Kind.BUSY, "too many answers wait for the model");
        }
        int tokens = 0;
        try {
            while (true) {
                switch (news.take()) {
                    case News.Piece(var text) -> {
                        tokens++;
                        if (unwanted || sink.token(text) == Sink.Next.STOP) {
                            return new Outcome.Stopped(tokens);
                        }
                    }
                    case News.End(var ending) -> {
                        return outcome(ending, tokens);
                    }
                    case News.Closed _ -> {
                        return new Outcome.Stopped(tokens);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Stopped(tokens);
        } finally {
            unwanted = true;
        }
    }

    private Outcome outcome(Ending ending, int tokens) {
        return switch (ending) {
            case Ending.Complete _ when tokens == 0 ->
                failed(0, EngineFailure.Kind.BROKEN, "the answer was empty");
            case Ending.Complete _ -> new Outcome.Finished(tokens, Optional.empty());
            case Ending.Stopped _ -> new Outcome.Stopped(tokens);
            case Ending.Failed(_, var failure) -> new Outcome.Failed(tokens, failure);
        };
    }

    private Outcome failed(int tokens, EngineFailure.Kind kind, String detail) {
        return new Outcome.Failed(tokens, new EngineFailure(kind, model.name(), detail));
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

    /** The model's thread. */
    @Override
    public boolean wantsMore() {
        return !unwanted;
    }
}
