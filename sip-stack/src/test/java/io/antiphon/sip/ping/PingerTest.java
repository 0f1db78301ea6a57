package io.antiphon.sip.ping;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.ping.Reachability.State;
import io.antiphon.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A day of another end that comes and goes, in virtual time. */
class PingerTest {

    private static final Duration QUICK = Duration.ofMillis(7);

    private final VirtualTime time = new VirtualTime();
    private final List<Long> askedNs = new ArrayList<>();
    private final List<State> changes = new ArrayList<>();
    private Pinger pinger = pinger(60);

    private Pinger pinger(int seconds) {
        return new Pinger(Duration.ofSeconds(seconds), () -> askedNs.add(time.nanoTime()), time,
                new Random(7), () -> changes.add(this.pinger.known().state()));
    }

    private void pass(long seconds) {
        time.advance(SECONDS.toNanos(seconds));
    }

    @Test
    void theFirstQuestionComesWithinASecondAndTheNextAfterTheInterval() {
        pinger.start();
        assertEquals(List.of(), askedNs);
        pass(1);
        assertEquals(1, askedNs.size());
        pinger.answered(200, "OK", QUICK);
        long answeredNs = time.nanoTime();
        pass(60);
        assertEquals(2, askedNs.size());
        long waitedNs = askedNs.getLast() - answeredNs;
        assertTrue(waitedNs >= SECONDS.toNanos(54) && waitedNs <= SECONDS.toNanos(60),
                () -> waitedNs + " ns");
    }

    @Test
    void whoDoesNotAnswerIsAskedAgainSooner() {
        pinger.start();
        pass(1);
        pinger.unanswered("no answer");
        assertEquals(new Reachability(State.UNREACHABLE, Optional.empty(),
                Optional.of("no answer")), pinger.known());
        pass(10);
        assertEquals(2, askedNs.size());
        pinger.answered(200, "OK", QUICK);
        assertEquals(new Reachability(State.REACHABLE, Optional.of(QUICK), Optional.empty()),
                pinger.known());
        pass(30);
        assertEquals(2, askedNs.size());
        assertEquals(List.of(State.UNREACHABLE, State.REACHABLE), changes);
    }

    @Test
    void nobodyIsAskedMoreOftenThanConfiguredForFailing() {
        pinger = pinger(5);
        pinger.start();
        pass(1);
        pinger.unanswered("no answer");
        pass(4);
        assertEquals(1, askedNs.size());
        pass(1);
        assertEquals(2, askedNs.size());
    }

    @ParameterizedTest
    @CsvSource({"200,REACHABLE", "401,REACHABLE", "403,REACHABLE", "404,REACHABLE",
            "405,REACHABLE", "483,REACHABLE", "500,REACHABLE", "408,UNREACHABLE",
            "503,UNREACHABLE"})
    void whoeverAnswersIsThereUnlessHeCannotNow(int status, State state) {
        pinger.start();
        pass(1);
        pinger.answered(status, "Reason", QUICK);
        assertEquals(state, pinger.known().state());
    }

    @Test
    void theReasonOfTheLastFailureIsKeptUntilThereIsAnAnswer() {
        pinger.start();
        pass(1);
        pinger.answered(503, "Service Unavailable", QUICK);
        assertEquals(Optional.of("503 Service Unavailable"), pinger.known().lastError());
        pass(10);
        pinger.unanswered("no answer");
        assertEquals(Optional.of("no answer"), pinger.known().lastError());
        pass(10);
        pinger.answered(200, "OK", QUICK);
        assertEquals(Optional.empty(), pinger.known().lastError());
    }

    @Test
    void afterTheEndNothingIsAskedAndNoAnswerCounts() {
        pinger.start();
        pass(1);
        pinger.stop();
        pinger.answered(200, "OK", QUICK);
        pass(600);
        assertEquals(1, askedNs.size());
        assertEquals(Reachability.UNKNOWN, pinger.known());
        assertEquals(List.of(), changes);
    }
}
