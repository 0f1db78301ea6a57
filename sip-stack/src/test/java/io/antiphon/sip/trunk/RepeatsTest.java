package io.antiphon.sip.trunk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatsTest {

    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 5060);
    private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.1", 5062);

    private final AtomicLong nowNs = new AtomicLong();
    private final Repeats repeats = new Repeats(nowNs::get);

    @Test
    void theSameAgainIsNotNewAndAnythingElseIs() {
        assertTrue(repeats.isNew(HERE, "one"));
        assertFalse(repeats.isNew(HERE, "one"));
        assertTrue(repeats.isNew(HERE, "two"));
        assertTrue(repeats.isNew(THERE, "one"));
        assertFalse(repeats.isNew(HERE, "one"));
    }

    @Test
    void afterTheTimeOfATransactionItIsNewAgain() {
        repeats.isNew(HERE, "one");
        nowNs.set(Repeats.LASTING_NS - 1);
        assertFalse(repeats.isNew(HERE, "one"));
        nowNs.set(Repeats.LASTING_NS);
        assertTrue(repeats.isNew(HERE, "one"));
    }

    @Test
    void aFloodMakesItForgetAndNotGrow() {
        repeats.isNew(HERE, "one");
        for (int i = 0; i < Repeats.REMEMBERED; i++) {
            assertTrue(repeats.isNew(HERE, "flood " + i));
        }
        assertTrue(repeats.isNew(HERE, "one"));
        assertFalse(repeats.isNew(HERE, "flood " + (Repeats.REMEMBERED - 1)));
    }
}
