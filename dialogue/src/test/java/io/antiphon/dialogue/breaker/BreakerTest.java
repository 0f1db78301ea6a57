package io.antiphon.dialogue.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.breaker.BreakerRules.Event;
import io.antiphon.dialogue.breaker.BreakerRules.Step;
import io.antiphon.dialogue.breaker.BreakerState.Closed;
import io.antiphon.dialogue.breaker.BreakerState.Open;
import io.antiphon.dialogue.breaker.BreakerState.Trying;
import io.antiphon.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final long REST_NS = 1_000;

    private final VirtualTime time = new VirtualTime();
    private final BreakerRules rules = new BreakerRules(3, REST_NS);
    private final Breaker breaker = new Breaker(rules, time);

    @Test
    void everyEventOfAClosedOneHasItsStep() {
        assertEquals(new Step(new Closed(2), true), rules.next(new Closed(2), Event.ASKED, 5));
        assertEquals(new Step(new Closed(0), false), rules.next(new Closed(2), Event.SUCCEEDED, 5));
        assertEquals(new Step(new Closed(1), false), rules.next(new Closed(0), Event.FAILED, 5));
        assertEquals(new Step(new Open(1_005), false), rules.next(new Closed(2), Event.FAILED, 5));
        assertEquals(new Step(new Closed(2), false), rules.next(new Closed(2), Event.ABANDONED, 5));
    }

    @Test
    void everyEventOfAnOpenOneHasItsStep() {
        var open = new Open(100);
        assertEquals(new Step(open, false), rules.next(open, Event.ASKED, 99));
        assertEquals(new Step(new Trying(1_100), true), rules.next(open, Event.ASKED, 100));
        assertEquals(new Step(open, false), rules.next(open, Event.SUCCEEDED, 100));
        assertEquals(new Step(open, false), rules.next(open, Event.FAILED, 100));
        assertEquals(new Step(open, false), rules.next(open, Event.ABANDONED, 100));
    }

    @Test
    void everyEventOfOneThatIsTriedHasItsStep() {
        var trying = new Trying(100);
        assertEquals(new Step(trying, false), rules.next(trying, Event.ASKED, 99));
        assertEquals(new Step(new Trying(1_100), true), rules.next(trying, Event.ASKED, 100));
        assertEquals(new Step(new Closed(0), false), rules.next(trying, Event.SUCCEEDED, 50));
        assertEquals(new Step(new Open(1_050), false), rules.next(trying, Event.FAILED, 50));
        assertEquals(new Step(new Open(50), false), rules.next(trying, Event.ABANDONED, 50));
    }

    @Test
    void failuresInARowCloseTheWayForAWhile() {
        fail(3);
        assertFalse(breaker.admits());
        time.advance(REST_NS - 1);
        assertFalse(breaker.admits());
        time.advance(1);
        assertTrue(breaker.admits());
        assertFalse(breaker.admits(), "one tries, the others wait");
        breaker.succeeded();
        assertTrue(breaker.admits());
    }

    @Test
    void successBetweenThemStartsTheCountAnew() {
        fail(2);
        breaker.succeeded();
        fail(2);
        assertTrue(breaker.admits());
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertTrue(breaker.admits());
            breaker.failed();
        }
    }
}
