package io.antiphon.sip.trunk;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.testkit.VirtualTime;
import java.net.InetAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final VirtualTime time = new VirtualTime();
    private final RateLimit limit = new RateLimit(10, time);

    private static InetAddress address(String written) {
        return InetAddress.ofLiteral(written);
    }

    private long admitted(String source, int messages) {
        return IntStream.range(0, messages).filter(_ -> limit.admits(address(source))).count();
    }

    @Test
    void aSecondsWorthComesAtOnceAndThenOneATime() {
        assertEquals(10, admitted("192.0.2.1", 100));
        time.advance(MILLISECONDS.toNanos(99));
        assertEquals(0, admitted("192.0.2.1", 5));
        time.advance(MILLISECONDS.toNanos(1));
        assertEquals(1, admitted("192.0.2.1", 5));
        time.advance(MILLISECONDS.toNanos(60_000));
        assertEquals(10, admitted("192.0.2.1", 100));
    }

    @Test
    void anotherSourceIsNotHarmed() {
        admitted("192.0.2.1", 100);
        assertEquals(10, admitted("192.0.2.2", 10));
        admitted("2001:db8:0:1::1", 100);
        assertFalse(limit.admits(address("2001:db8:0:1:ffff::9")));
        assertTrue(limit.admits(address("2001:db8:0:2::1")));
    }

    /** However many there are: the latest are remembered, and who is forgotten starts afresh. */
    @Test
    void theMemoryIsBounded() {
        admitted("192.0.2.1", 100);
        for (int i = 0; i < RateLimit.SOURCES - 1; i++) {
            limit.admits(address("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256));
        }
        assertFalse(limit.admits(address("192.0.2.1")));
        for (int i = 0; i < RateLimit.SOURCES; i++) {
            limit.admits(address("11." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256));
        }
        assertTrue(limit.admits(address("192.0.2.1")));
    }

    @Test
    void withoutALimitNobodyIsTurnedAway() {
        var none = new RateLimit(Admission.OPEN.ratePerSecond(), time);
        assertTrue(IntStream.range(0, 10_000).allMatch(_ -> none.admits(address("192.0.2.1"))));
    }
}
