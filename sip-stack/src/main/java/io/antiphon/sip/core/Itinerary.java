package io.antiphon.sip.core;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.account.Credentials;
import io.antiphon.time.Timers;
import java.text.ParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where one call is tried: at each place of its target, one after another (RFC 3261, section 16.6), and at each
 * place by every way there is (RFC 3263, section 4.3). A place that refuses is left for the next, but for a 6xx,
 * which speaks for all. Sip thread.
 */
final class Itinerary {

    private final Core core;
    private final CallTarget target;
    private final Deque<Callee> left = new ArrayDeque<>();
    private Optional<Callee> callee = Optional.empty();
    private Optional<Ways> ways = Optional.empty();
    private Optional<SipEnd> best = Optional.empty();
    private Timers.Timer impatience = () -> {};

    Itinerary(Core core, CallTarget target) {
        this.core = core;
        this.target = target;
    }

    /** To the first place; both outcomes may come at once or later. */
    void begin(Runnable found, Consumer<String> failed) throws ParseException {
        left.addAll(Callee.all(core, target));
        nextPlace(found, failed);
    }

    /** Whom the current place calls. */
    Callee callee() {
        return callee.orElseThrow();
    }

    /** How it is reached. */
    Ways ways() {
        return ways.orElseThrow();
    }

    /** What a challenge of it is answered with. */
    Optional<Credentials> credentials() {
        return callee().credentials();
    }

    boolean hasWay() {
        return ways().hasAnother();
    }

    boolean hasPlace() {
        return !left.isEmpty();
    }

    boolean hasAnother() {
        return ways.filter(Ways::hasAnother).isPresent() || hasPlace();
    }

    /** By the next way, or to the next place; both outcomes may come at once or later. */
    void goOn(Runnable found, Consumer<String> failed) {
        impatience.cancel();
        if (ways().advance()) {
            found.run();
        } else {
            nextPlace(found, failed);
        }
    }

    /** To the next place, whatever ways are left to this. */
    void nextPlace(Runnable found, Consumer<String> failed) {
        impatience.cancel();
        var next = left.removeFirst();
        next.ways(core, target.transport(), some -> {
            callee = Optional.of(next);
            ways = Optional.of(some);
            found.run();
        }, why -> {
            if (hasPlace()) {
                nextPlace(found, failed);
            } else {
                failed.accept(why);
            }
        });
    }

    /** Has something done unless there is a word from there soon, where there is another. */
    void hurry(Runnable late) {
        impatience.cancel();
        if (hasAnother()) {
            impatience = core.timers.after(Ways.PATIENCE_NS, late);
        }
    }

    void cancel() {
        impatience.cancel();
    }

    /** What a place has answered; the better of the two is kept (RFC 3261, section 16.7, step 6). */
    SipEnd better(SipEnd answer) {
        var kept = best.filter(before -> rank(before) < rank(answer)).orElse(answer);
        best = Optional.of(kept);
        return kept;
    }

    /** A 6xx first, then the lower class; who said nothing comes last. */
    private static int rank(SipEnd end) {
        if (end.cause() != Cause.REJECTED) {
            return 9;
        }
        return end.status() / 100 == 6 ? 0 : end.status() / 100;
    }
}
