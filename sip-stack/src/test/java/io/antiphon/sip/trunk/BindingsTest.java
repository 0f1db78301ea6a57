package io.antiphon.sip.trunk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.trunk.Bindings.Outcome;
import io.antiphon.sip.trunk.Bindings.Wish;
import io.antiphon.testkit.VirtualTime;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RFC 3261, section 10.3, from step 5 on. */
class BindingsTest {

    private final VirtualTime time = new VirtualTime();
    private final List<String> expired = new ArrayList<>();
    private final Bindings bindings = new Bindings(time, String::equalsIgnoreCase, expired::add);

    private Outcome register(String callId, long cseq, Wish... contacts) {
        var arrival = new Binding.Arrival(new InetSocketAddress(5060), "udp", false);
        return bindings.update("pbx", new Bindings.Wishes(callId, cseq, List.of(), arrival,
                List.of(contacts)));
    }

    private static Wish wish(String contact, long seconds) {
        return new Wish(contact, "", 1, seconds);
    }

    private List<String> places() {
        return bindings.of("pbx").stream().map(Binding::contact).toList();
    }

    @Test
    void aPlaceLastsAsLongAsWasAskedForAndIsCutToAnHour() {
        assertEquals(Outcome.TAKEN, register("a", 1, wish("sip:s@a", 60), wish("sip:s@b", 9_999)));
        time.advance(SECONDS.toNanos(59) + 1);
        assertEquals(List.of(1L, 3_541L).reversed(), bindings.of("pbx")
                .stream()
                .map(each -> each.secondsLeft(time.nanoTime()))
                .toList());
        time.advance(SECONDS.toNanos(1));
        assertEquals(List.of("sip:s@b"), places());
        assertEquals(List.of("pbx"), expired);
        time.advance(SECONDS.toNanos(3_540));
        assertEquals(List.of(), places());
        assertEquals(List.of("pbx", "pbx"), expired);
    }

    @Test
    void aRefreshProlongsAndThePlaceIsNotLostAtItsOldTime() {
        register("a", 1, wish("sip:s@a", 60));
        time.advance(SECONDS.toNanos(50));
        assertEquals(Outcome.TAKEN, register("a", 2, wish("SIP:S@A", 60)));
        time.advance(SECONDS.toNanos(59));
        assertEquals(List.of("SIP:S@A"), places());
        assertEquals(List.of(), expired);
    }

    @Test
    void zeroTakesOnePlaceAwayAndAStarAll() {
        register("a", 1, wish("sip:s@a", 60), wish("sip:s@b", 60));
        assertEquals(Outcome.TAKEN, register("a", 2, wish("sip:s@a", 0)));
        assertEquals(List.of("sip:s@b"), places());
        assertEquals(Outcome.TAKEN, bindings.removeAll("pbx", "other", 1));
        assertEquals(List.of(), places());
        time.advance(SECONDS.toNanos(100));
        assertEquals(List.of(), expired);
    }

    @Test
    void anOlderRequestOfTheSameSenderChangesNothing() {
        register("a", 5, wish("sip:s@a", 60));
        assertEquals(Outcome.OUT_OF_ORDER, register("a", 5, wish("sip:s@a", 0)));
        assertEquals(Outcome.OUT_OF_ORDER,
                register("a", 4, wish("sip:s@new", 60), wish("sip:s@a", 0)));
        assertEquals(Outcome.OUT_OF_ORDER, bindings.removeAll("pbx", "a", 5));
        assertEquals(List.of("sip:s@a"), places());
        assertEquals(Outcome.TAKEN, register("restarted", 1, wish("sip:s@a", 0)));
        assertEquals(List.of(), places());
    }

    @Test
    void aContactThatStandsTwiceCountsOnceAsItStandsLast() {
        assertEquals(Outcome.TAKEN, register("a", 1, wish("sip:s@a", 60), wish("SIP:s@a", 120)));
        assertEquals(List.of("SIP:s@a"), places());
        assertEquals(Outcome.TAKEN, register("a", 2, wish("sip:s@a", 60), wish("sip:s@a", 0)));
        assertEquals(List.of(), places());
    }

    @Test
    void oneContactThatIsTooBriefSpoilsTheRequest() {
        assertEquals(Outcome.TOO_BRIEF, register("a", 1, wish("sip:s@a", 60), wish("sip:s@b", 59)));
        assertEquals(List.of(), places());
    }

    @Test
    void thePreferredComesFirstAndOfEqualsTheLatest() {
        register("a", 1, new Wish("sip:low", "", 0.1f, 60), wish("sip:first", 60));
        register("b", 1, wish("sip:second", 60));
        assertEquals(List.of("sip:second", "sip:first", "sip:low"), places());
    }

    @Test
    void aTrunkHasSoManyPlacesAndNoMore() {
        var many = IntStream.range(0, Bindings.MOST)
                .mapToObj(i -> wish("sip:" + i, 60))
                .toArray(Wish[]::new);
        assertEquals(Outcome.TAKEN, register("a", 1, many));
        assertEquals(Outcome.TOO_MANY, register("b", 1, wish("sip:more", 60)));
        assertEquals(Outcome.TAKEN, register("b", 2, wish("sip:more", 60), wish("sip:3", 0)));
        assertTrue(bindings.of("other").isEmpty());
    }
}
