package io.antiphon.dialogue.llm.route;

import io.antiphon.dialogue.llm.ModelAnswer.Listener;
import io.antiphon.dialogue.llm.ModelAnswer.Next;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Two providers are asked the same, the second some time after the first; whoever says a word first is heard, and the
 * other is closed. Each runs on a thread of its own and writes to a queue, which is as long as two answers may be at
 * most; one thread, whose answer it is, takes from it and does all the rest.
 */
final class Race {

    private final ThreadFactory turns;
    private final Listener listener;
    private final BiConsumer<Attempt, ModelEnding> ended;
    private final Consumer<Attempt> outrun;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final List<Attempt> running = new ArrayList<>();
    private Optional<Attempt> winner = Optional.empty();

    private sealed interface News {

        record Piece(Attempt who, String text) implements News {}

        record Ended(Attempt who, ModelEnding ending) implements News {}

        record Late() implements News {}

        record Closed() implements News {}
    }

    /**
     * @param ended learns how each ended that was not outrun
     * @param outrun learns who was
     */
    Race(ThreadFactory turns, Listener listener, BiConsumer<Attempt, ModelEnding> ended,
            Consumer<Attempt> outrun) {
        this.turns = turns;
        this.listener = listener;
        this.ended = ended;
        this.outrun = outrun;
    }

    /** Any thread: the first has had its time alone. */
    void late() {
        news.add(new News.Late());
    }

    /** Any thread: the answer is no longer wanted. */
    void close() {
        news.add(new News.Closed());
    }

    /** Runs the race on the calling thread; answers with how the winner ended, or the last who failed. */
    ModelEnding run(Attempt first, Supplier<Optional<Attempt>> second) throws InterruptedException {
        start(first);
        try {
            while (true) {
                switch (news.take()) {
                    case News.Piece(var who, var text) -> {
                        if (isWinner(who) && listener.text(text) == Next.STOP) {
                            return stopped(who);
                        }
                    }
                    case News.Ended(var who, var ending) when running.remove(who) -> {
                        ended.accept(who, ending);
                        if (decides(who, ending)) {
                            return ending;
                        }
                    }
                    case News.Ended _ -> {
                        // It was outrun, and that has been told.
                    }
                    case News.Late _ -> {
                        if (winner.isEmpty() && running.size() == 1) {
                            second.get().ifPresent(this::start);
                        }
                    }
                    case News.Closed _ -> {
                        return new ModelEnding.Stopped(Usage.NONE);
                    }
                }
            }
        } finally {
            running.forEach(Attempt::close);
        }
    }

    private void start(Attempt attempt) {
        running.add(attempt);
        turns.newThread(() -> news.add(new News.Ended(attempt, attempt.stream(text -> {
            news.add(new News.Piece(attempt, text));
            return Next.GO_ON;
        })))).start();
    }

    /** The first who says a word wins, and the other need not go on. */
    private boolean isWinner(Attempt who) {
        if (winner.isEmpty()) {
            win(who);
        }
        return winner.filter(who::equals).isPresent();
    }

    private void win(Attempt who) {
        winner = Optional.of(who);
        for (var other : List.copyOf(running)) {
            if (other != who) {
                running.remove(other);
                other.close();
                outrun.accept(other);
            }
        }
    }

    /** A failure decides only if nobody else is still trying. */
    private boolean decides(Attempt who, ModelEnding ending) {
        if (winner.isEmpty() && !(ending instanceof ModelEnding.Failed)) {
            win(who);
        }
        return winner.isPresent() || running.isEmpty();
    }

    private ModelEnding stopped(Attempt who) {
        var ending = new ModelEnding.Stopped(Usage.NONE);
        ended.accept(who, ending);
        return ending;
    }
}
