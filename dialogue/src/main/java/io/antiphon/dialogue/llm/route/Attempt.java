package io.antiphon.dialogue.llm.route;

import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.route.RouteTrace.Tried;
import io.antiphon.dialogue.llm.route.RouteTrace.What;
import io.antiphon.dialogue.llm.spend.Ledger;
import io.antiphon.dialogue.llm.spend.Spent;
import io.antiphon.fault.EngineFailure;
import io.antiphon.time.NanoClock;
import java.util.Optional;

/**
 * One asking of one provider, with what has to be written down of it. Streamed by one thread, closed by any; what it
 * tells of itself is for whoever has seen it end, or made it.
 */
final class Attempt implements ModelAnswer {

    private final Standing standing;
    private final ModelAnswer answer;
    private final ModelRequest request;
    private final Ledger ledger;
    private final NanoClock clock;
    private final long beganNs;
    private volatile boolean hasSpoken;

    Attempt(Standing standing, ModelRequest request, Ledger ledger, NanoClock clock) {
        this.standing = standing;
        this.answer = standing.model().ask(request);
        this.request = request;
        this.ledger = ledger;
        this.clock = clock;
        this.beganNs = clock.nanoTime();
    }

    @Override
    public ModelEnding stream(Listener listener) {
        var ending = answer.stream(piece -> {
            if (!hasSpoken) {
                hasSpoken = true;
                standing.firstTokenAfter(clock.nanoTime() - beganNs);
            }
            return listener.text(piece);
        });
        standing.ended(ending, hasSpoken);
        ledger.book(request, standing.name(), Spent.answer(ending.usage(), nanos(ending.usage()),
                clock.nanoTime() - beganNs));
        return ending;
    }

    private long nanos(Usage usage) {
        return standing.provider().price().nanos(usage);
    }

    @Override
    public void close() {
        answer.close();
    }

    boolean hasSpoken() {
        return hasSpoken;
    }

    String provider() {
        return standing.name();
    }

    Tried tried(ModelEnding ending) {
        return switch (ending) {
            case ModelEnding.Finished _, ModelEnding.CutShort _ ->
                tried(What.ANSWERED, Optional.empty(), ending.usage());
            case ModelEnding.Stopped _ -> tried(What.STOPPED, Optional.empty(), ending.usage());
            case ModelEnding.Failed(var usage, var failure) ->
                tried(What.FAILED, Optional.of(failure), usage);
        };
    }

    /** What it cost shows in the ledger, once it has ended. */
    Tried outrun() {
        return tried(What.OUTRUN, Optional.empty(), Usage.NONE);
    }

    private Tried tried(What what, Optional<EngineFailure> failure,
            Usage usage) {
        return new Tried(provider(), what, failure, clock.nanoTime() - beganNs, usage,
                nanos(usage));
    }
}
