package io.antiphon.sip.account;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.account.RegistrationStatus.State;
import io.antiphon.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A day in the life of an account, in virtual time. */
class RegistrationKeeperTest {

    private final VirtualTime time = new VirtualTime();
    private final List<String> asked = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private final Account account = new Account("100", "sip:pbx.example",
            new Credentials("100", "pw"), Duration.ofMinutes(10));
    private final RegistrationKeeper keeper = new RegistrationKeeper(account,
            (expires, digest) -> asked
                    .add(seconds() + " " + expires + (digest.isPresent() ? " signed" : "")),
            time,
            new Random(7), this::noteState);

    private long seconds() {
        return time.nanoTime() / SECONDS.toNanos(1);
    }

    private void noteState() {
        states.add(keeper.status().state());
    }

    private void answer(int status) {
        keeper.answered(new RegisterAnswer(status, "Reason", List.of(), Optional.empty(),
                Optional.empty()));
    }

    private void challenge(int status, boolean stale) {
        keeper.answered(new RegisterAnswer(status, "Unauthorized",
                List.of(new Challenge(false, Challenge.Algorithm.MD5, "r", "n", Optional.empty(),
                        stale, true)),
                Optional.empty(), Optional.empty()));
    }

    private void granted(long expires) {
        keeper.answered(
                new RegisterAnswer(200, "OK", List.of(), Optional.of(expires), Optional.empty()));
    }

    private void pass(long s) {
        time.advance(SECONDS.toNanos(s));
    }

    @Test
    void aChallengeIsAnsweredAndTheRegistrationRenewedBeforeItExpires() {
        keeper.start();
        challenge(401, false);
        granted(120);
        assertEquals(List.of("0 600", "0 600 signed"), asked);
        pass(89);
        assertEquals(2, asked.size());
        pass(1);
        assertEquals("90 600 signed", asked.getLast());
        assertEquals(State.REGISTERED, keeper.status().state());
    }

    @ParameterizedTest
    @CsvSource({"120,120,150", "1,5,7", "99999,3600,4500"})
    void aRefusalWithATimeToComeBackIsNotAskedBefore(int retryAfter, int least, int most) {
        keeper.start();
        keeper.answered(new RegisterAnswer(503, "Service Unavailable", List.of(),
                Optional.empty(), Optional.empty(), OptionalInt.of(retryAfter)));
        pass(least - 1);
        assertEquals(1, asked.size());
        pass(most - least + 1);
        assertEquals(2, asked.size());
    }

    @Test
    void aStaleNonceIsRenewedWithoutAnyoneNoticing() {
        keeper.start();
        challenge(401, false);
        granted(60);
        pass(30);
        states.clear();
        challenge(401, true);
        granted(60);
        assertEquals(List.of("0 600", "0 600 signed", "30 600 signed", "30 600 signed"), asked);
        assertEquals(List.of(), states);
    }

    @Test
    void aWrongPasswordIsTriedOnceAndThenLessAndLessOften() {
        keeper.start();
        var delays = new ArrayList<Long>();
        for (int round = 0; round < 9; round++) {
            challenge(401, false);
            challenge(401, false);
            assertEquals(State.FAILED, keeper.status().state());
            assertEquals(Optional.of("401 Unauthorized"), keeper.status().lastError());
            int before = asked.size();
            long from = seconds();
            while (asked.size() == before) {
                pass(1);
            }
            delays.add(seconds() - from);
        }
        for (int i = 0; i < delays.size(); i++) {
            long least = Math.min(240, 5L << i);
            assertTrue(delays.get(i) >= least && delays.get(i) <= least + least / 4 + 1,
                    delays.toString());
        }
    }

    @Test
    void refusalAndSilenceBackOffAndSuccessForgetsThem() {
        keeper.start();
        answer(403);
        assertEquals(Optional.of("403 Reason"), keeper.status().lastError());
        pass(7);
        keeper.unanswered("no answer");
        pass(13);
        granted(60);
        assertEquals(Optional.empty(), keeper.status().lastError());
        assertEquals(
                List.of(State.FAILED, State.REGISTERING, State.FAILED, State.REGISTERING,
                        State.REGISTERED),
                states);
    }

    @Test
    void aLongerExpiryThatTheRegistrarWantsIsTakenOver() {
        keeper.start();
        keeper.answered(new RegisterAnswer(423, "Interval Too Brief", List.of(), Optional.empty(),
                Optional.of(1800L)));
        granted(1800);
        assertEquals(List.of("0 600", "0 1800"), asked);
        assertEquals(State.REGISTERED, keeper.status().state());
    }

    @Test
    void anAbsurdMinimumIsAFailure() {
        keeper.start();
        keeper.answered(
                new RegisterAnswer(423, "x", List.of(), Optional.empty(), Optional.of(999_999L)));
        assertEquals(State.FAILED, keeper.status().state());
    }

    @Test
    void aRegistrarThatAlwaysSaysStaleIsNotAskedForever() {
        keeper.start();
        for (int i = 0; i < 4; i++) {
            challenge(401, true);
        }
        assertEquals(State.FAILED, keeper.status().state());
        assertEquals(4, asked.size());
    }

    @Test
    void leavingUnregistersAndRenewsNoMore() {
        keeper.start();
        granted(60);
        keeper.stop();
        assertEquals("0 0", asked.getLast());
        challenge(401, false);
        assertEquals("0 0 signed", asked.getLast());
        answer(200);
        assertEquals(State.UNREGISTERED, keeper.status().state());
        int before = asked.size();
        pass(3600);
        assertEquals(before, asked.size());
        keeper.stop();
        assertEquals(before, asked.size());
    }

    @Test
    void leavingWhileAskingWaitsForTheAnswer() {
        keeper.start();
        keeper.stop();
        assertEquals(1, asked.size());
        granted(60);
        assertEquals(List.of("0 600", "0 0"), asked);
        keeper.unanswered("gone");
        assertEquals(State.UNREGISTERED, keeper.status().state());
    }

    @Test
    void leavingAfterAFailureHasNothingToUnregister() {
        keeper.start();
        answer(503);
        keeper.stop();
        assertEquals(State.UNREGISTERED, keeper.status().state());
        pass(3600);
        assertEquals(1, asked.size());
    }
}
