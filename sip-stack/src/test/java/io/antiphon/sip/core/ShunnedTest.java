package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gov.nist.javax.sip.header.RetryAfter;
import gov.nist.javax.sip.message.SIPResponse;
import io.antiphon.sip.Transport;
import io.antiphon.sip.wire.Destination;
import io.antiphon.testkit.VirtualTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;

/** Servers that want to be left alone for a while, in virtual time. */
class ShunnedTest {

    private static final Destination ONE = at(1);
    private static final Destination TWO = at(2);

    private final VirtualTime time = new VirtualTime();
    private final Shunned shunned = new Shunned(time);

    private static Destination at(int port) {
        return new Destination(new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                Transport.UDP, false);
    }

    private static Response refusal(int status, int retryAfter) throws Exception {
        var response = new SIPResponse();
        response.setStatusCode(status);
        if (retryAfter > 0) {
            var header = new RetryAfter();
            header.setRetryAfter(retryAfter);
            response.setHeader(header);
        }
        return response;
    }

    private void pass(int seconds) {
        time.advance(SECONDS.toNanos(seconds));
    }

    @Test
    void itIsAvoidedUntilItsTimeIsOver() throws Exception {
        shunned.heed(refusal(503, 30), ONE);
        assertEquals(List.of(TWO), shunned.avoid(List.of(ONE, TWO)));
        pass(29);
        assertEquals(List.of(TWO), shunned.avoid(List.of(ONE, TWO)));
        pass(1);
        assertEquals(List.of(ONE, TWO), shunned.avoid(List.of(ONE, TWO)));
    }

    @Test
    void noServerWantsToBeLeftAloneForMoreThanAnHour() throws Exception {
        shunned.heed(refusal(503, Integer.MAX_VALUE), ONE);
        pass(3_600);
        assertEquals(List.of(ONE, TWO), shunned.avoid(List.of(ONE, TWO)));
    }

    @Test
    void whereThereIsNoOtherItIsAskedAllTheSame() throws Exception {
        shunned.heed(refusal(503, 30), ONE);
        assertEquals(List.of(ONE), shunned.avoid(List.of(ONE)));
        shunned.heed(refusal(503, 30), TWO);
        assertEquals(List.of(ONE, TWO), shunned.avoid(List.of(ONE, TWO)));
    }

    @Test
    void aPhoneThatIsBusyOrAServerThatNamesNoTimeIsNotAvoided() throws Exception {
        shunned.heed(refusal(486, 30), ONE);
        shunned.heed(refusal(503, 0), ONE);
        assertEquals(List.of(ONE, TWO), shunned.avoid(List.of(ONE, TWO)));
    }

    @Test
    void whoeverAsksForThousandsIsForgottenFirst() throws Exception {
        for (int port = 1; port <= 1_001; port++) {
            shunned.heed(refusal(503, 30), at(port));
        }
        assertEquals(List.of(ONE), shunned.avoid(List.of(ONE, TWO)));
    }
}
