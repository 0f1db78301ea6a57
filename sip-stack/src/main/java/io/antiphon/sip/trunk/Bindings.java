package io.antiphon.sip.trunk;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.antiphon.time.Timers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Where each trunk can be reached right now (RFC 3261, section 10.3). Kept in memory only: after a restart a trunk
 * is unknown until it registers again. Sip thread, which is also the thread of the {@link Timers}.
 */
public final class Bindings {

    /** Below this a registration is more traffic than use, 423. */
    public static final long LEAST_SECONDS = 60;
    /** What is asked for beyond this is cut to it. */
    public static final long MOST_SECONDS = 3_600;
    /** How many places one trunk may have. */
    public static final int MOST = 10;

    private final Timers timers;
    private final BiPredicate<String, String> isSame;
    private final Consumer<String> expired;
    private final Map<String, List<Binding>> places = new HashMap<>();
    /** One for each trunk, for the place that is lost next. */
    private final Map<String, Timers.Timer> expiries = new HashMap<>();
    private long order;

    /**
     * Makes it empty.
     *
     * @param isSame whether two URIs are equal by the rules of RFC 3261, section 19.1.4
     * @param expired hears the name of a trunk that has lost a place by time
     */
    public Bindings(Timers timers, BiPredicate<String, String> isSame, Consumer<String> expired) {
        this.timers = timers;
        this.isSame = isSame;
        this.expired = expired;
    }

    /** One REGISTER: what it asks for, all or nothing. */
    public record Wishes(String callId, long cseq, List<String> path, Binding.Arrival arrival,
            List<Wish> contacts) {}

    /**
     * One Contact of it.
     *
     * @param seconds for how long; 0 takes it away
     */
    public record Wish(String contact, String parameters, float q, long seconds) {}

    /** What came of it. */
    public enum Outcome {
        TAKEN,
        /** 423. */
        TOO_BRIEF,
        /** An older request than one that was taken already; nothing has changed. */
        OUT_OF_ORDER,
        /** More than {@value #MOST} places; nothing has changed. */
        TOO_MANY
    }

    /** Takes it, or leaves everything as it is. */
    public Outcome update(String trunk, Wishes wishes) {
        var before = of(trunk);
        var next = new ArrayList<>(before);
        for (var wish : wishes.contacts()) {
            if (wish.seconds() > 0 && wish.seconds() < LEAST_SECONDS) {
                return Outcome.TOO_BRIEF;
            }
            var known = next.stream()
                    .filter(each -> isSame.test(each.contact(), wish.contact()))
                    .findFirst();
            // One that stands twice in a request replaces itself, and is no older request.
            if (known.filter(before::contains)
                    .filter(each -> isOlder(wishes.callId(), wishes.cseq(), each))
                    .isPresent()) {
                return Outcome.OUT_OF_ORDER;
            }
            known.ifPresent(next::remove);
            if (wish.seconds() > 0) {
                next.add(binding(wishes, wish));
            }
        }
        if (next.size() > MOST) {
            return Outcome.TOO_MANY;
        }
        keep(trunk, next);
        return Outcome.TAKEN;
    }

    /** Takes every place away ({@code Contact: *}). */
    public Outcome removeAll(String trunk, String callId, long cseq) {
        if (of(trunk).stream().anyMatch(each -> isOlder(callId, cseq, each))) {
            return Outcome.OUT_OF_ORDER;
        }
        keep(trunk, List.of());
        return Outcome.TAKEN;
    }

    /** Requests of one sender are counted; those of another, or after its restart, are not compared. */
    private static boolean isOlder(String callId, long cseq, Binding known) {
        return callId.equals(known.callId()) && cseq <= known.cseq();
    }

    private Binding binding(Wishes wishes, Wish wish) {
        long seconds = Math.min(wish.seconds(), MOST_SECONDS);
        order++;
        return new Binding(wish.contact(), wish.parameters(), wish.q(), wishes.path(),
                wishes.arrival(), wishes.callId(), wishes.cseq(),
                timers.nanoTime() + SECONDS.toNanos(seconds), order);
    }

    private void keep(String trunk, List<Binding> next) {
        var timer = expiries.remove(trunk);
        if (timer != null) {
            timer.cancel();
        }
        if (next.isEmpty()) {
            places.remove(trunk);
            return;
        }
        places.put(trunk, next.stream()
                .sorted(Comparator.comparingDouble(Binding::q)
                        .thenComparingLong(Binding::order)
                        .reversed())
                .toList());
        long nowNs = timers.nanoTime();
        long soonestNs = next.stream().mapToLong(each -> each.untilNs() - nowNs).min().orElse(0);
        expiries.put(trunk,
                timers.after(soonestNs, () -> expire(trunk, nowNs + soonestNs)));
    }

    private void expire(String trunk, long atNs) {
        keep(trunk, places.getOrDefault(trunk, List.of())
                .stream()
                .filter(each -> each.untilNs() - atNs > 0)
                .toList());
        expired.accept(trunk);
    }

    /** Those that are still good, the most preferred and latest first. */
    public List<Binding> of(String trunk) {
        long nowNs = timers.nanoTime();
        return places.getOrDefault(trunk, List.of())
                .stream()
                .filter(binding -> binding.untilNs() - nowNs > 0)
                .toList();
    }
}
