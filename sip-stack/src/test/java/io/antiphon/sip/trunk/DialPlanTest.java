package io.antiphon.sip.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.trunk.DialPlan.Asker;
import io.antiphon.sip.trunk.DialPlan.Verdict;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets which call, and who does not. */
class DialPlanTest {

    private static final Way PBX = way("pbx", "192.0.2.0/28", "2??", "sales", "+49*", "*97");
    /** Known by its password; nothing may be dialled there. */
    private static final Way SHUT = way("shut", "");
    private static final Way EXTENSION = new Way("100", List.of("pbx.example.com"), List.of(),
            List.of());
    private static final DialPlan PLAN = new DialPlan(List.of(PBX, SHUT), List.of(EXTENSION));
    private static final InetAddress INSIDE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("198.51.100.9");

    private static Way way(String name, String network, String... dial) {
        return new Way(name, List.of(),
                network.isEmpty() ? List.of() : List.of(Network.parse(network)),
                Stream.of(dial).map(DialPattern::new).toList());
    }

    @ParameterizedTest
    @CsvSource({
            // What a pattern names, wherever the trunk is written.
            "sip:200@pbx,true", "sip:299@PBX,true", "sip:200@192.0.2.1,true",
            "sips:200@192.0.2.1:5061;transport=tls,true", "sip:sales@pbx,true", "sip:*97@pbx,true",
            "sip:+4930123456@pbx,true", "sip:%2B4930123456@pbx,true", "sip:%32%30%30@pbx,true",
            // What none names.
            "sip:300@pbx,false", "sip:20@pbx,false", "sip:2000@pbx,false", "sip:2a0@pbx,false",
            "sip:Sales@pbx,false", "sip:+441234@pbx,false", "sip:004930123456@pbx,false",
            "sip:+49-30-1@pbx,false", "sip:@pbx,false", "sip:pbx,false",
            // Who is not there.
            "sip:200@192.0.2.16,false", "sip:200@example.com,false", "sip:200@[2001:db8::1],false",
            "sip:200@shut,false", "sip:200@pbx.example.com,false",
            // What looks like it and is something else.
            "sip:200@pbx@example.com,false", "sip:200:secret@pbx,false",
            "sip:200;phone-context=+1900@pbx,false", "sip:200@pbx;maddr=198.51.100.1,false",
            "sip:200@pbx?Route=%3Csip:x%3E,false", "sip:2%30,false", "sip:200%@pbx,false",
            "sip:200%00@pbx,false", "sip:20%C3%B6@pbx,false", "tel:200,false",
            "sip:200@pbx sip:300@pbx,false", "<sip:200@pbx>,false"
    })
    void aClientMayDialWhatAPatternNamesAndNothingElse(String target, boolean allowed) {
        assertEquals(allowed, PLAN.judge(target, new Asker.Client()).isAllowed(), target);
    }

    @ParameterizedTest
    @CsvSource({
            // Over the trunk: its patterns, also at its own host.
            "192.0.2.1,pbx,sip:200@192.0.2.1,true", "192.0.2.1,pbx,sip:300@192.0.2.1,false",
            "192.0.2.1,pbx,sip:200@pbx,true", "192.0.2.1,pbx,sip:200@198.51.100.9,false",
            // A trunk without a pattern, known by its password.
            "198.51.100.9,shut,sip:200@198.51.100.9,false", "198.51.100.9,shut,sip:200@pbx,true",
            // The PBX at which an account registers, and anybody where no trunk is.
            "198.51.100.9,'',sip:300@198.51.100.9,true",
            "198.51.100.9,'',sip:300@198.51.100.8,false",
            "198.51.100.9,'',sip:+491@198.51.100.9,false",
            "198.51.100.9,'',sip:001@198.51.100.9,false",
            "198.51.100.9,'',sip:0111@198.51.100.9,false",
            "198.51.100.9,'',sip:%2B491@198.51.100.9,false",
            // Asterisk passes over hyphens between digits, and others over points.
            "198.51.100.9,'',sip:0-0491@198.51.100.9,false",
            "198.51.100.9,'',sip:-00491@198.51.100.9,false",
            "198.51.100.9,'',sip:0.11-1@198.51.100.9,false"
    })
    void aCallerMayBeHandedOnWhereAPatternSaysOrToItsOwnHost(String peer, String trunk,
            String target, boolean allowed) {
        var caller = new Asker.Caller(InetAddress.ofLiteral(peer),
                Optional.of(trunk).filter(name -> !name.isEmpty()));
        assertEquals(allowed, PLAN.judge(target, caller).isAllowed(), target);
    }

    @Test
    void aTrunkKnownByItsPasswordHasThePatternsThatItWasGiven() {
        var plan = new DialPlan(List.of(way("branch", "", "7??")), List.of());
        var caller = new Asker.Caller(OUTSIDE, Optional.of("branch"));
        assertTrue(plan.judge("sip:701@198.51.100.9", caller).isAllowed());
        assertTrue(!plan.judge("sip:801@198.51.100.9", caller).isAllowed());
    }

    @Test
    void whereNothingIsConfiguredACallerStaysAtItsOwnHostAndNobodyElseDials() {
        var caller = new Asker.Caller(INSIDE, Optional.empty());
        assertTrue(DialPlan.NONE.judge("sip:200@192.0.2.1", caller).isAllowed());
        assertTrue(!DialPlan.NONE.judge("sip:200@192.0.2.2", caller).isAllowed());
        assertTrue(!DialPlan.NONE.judge("sip:200@192.0.2.1", new Asker.Client()).isAllowed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:200@example.com", "sip:+49301@192.0.2.1", "sip:200@pbx"})
    void theOperatorsOwnTemplateMayNameAnyone(String target) {
        assertTrue(PLAN.judge(target, new Asker.Operator()).isAllowed());
    }

    @Test
    void theVerdictNamesTheWayOrSaysWhatToDo() {
        assertEquals(new Verdict.Allowed(Optional.of("pbx")),
                PLAN.judge("sip:200@192.0.2.3", new Asker.Client()));
        var refused = PLAN.judge("sip:300@pbx", new Asker.Client()).toString();
        assertTrue(refused.contains("pbx") && refused.contains("sip.trunks.dial"), refused);
    }

    @ParameterizedTest
    @CsvSource({"*,12345,true", "*,00491,false", "*,+49,false", "*,01149,false", "0*,00491,false",
            "0*,030123,true", "????,0049,false", "00*,0049301,true", "011*,0114930,true",
            "+*,+4930,true", "+49*,+49,true", "2*,2,true", "2*,2#,false", "*8*,*812,true",
            "*8*,812,false", "a.b-c_d,a.b-c_d,true"})
    void aPatternStaysInTheCountryUnlessItLeavesItInSoManyWords(String pattern, String user,
            boolean matches) {
        assertEquals(matches, new DialPattern(pattern).matches(user));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "2 0", "[0-9]", "2;3", "a@b"})
    void aPatternOfAnotherLanguageIsRefused(String pattern) {
        assertThrows(IllegalArgumentException.class, () -> new DialPattern(pattern));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8,10.255.0.1,true", "10.0.0.0/8,11.0.0.1,false",
            "192.0.2.1,192.0.2.1,true", "192.0.2.1,192.0.2.2,false",
            "192.0.2.128/25,192.0.2.127,false",
            "192.0.2.128/25,192.0.2.200,true", "0.0.0.0/0,203.0.113.7,true", "0.0.0.0/0,::1,false",
            "2001:db8::/33,2001:db8:7fff::1,true", "2001:db8::/33,2001:db8:8000::1,false",
            "::/0,2001:db8::1,true", "192.0.2.1,::ffff:192.0.2.1,true"})
    void aNetworkHasTheAddressesThatBeginLikeIt(String network, String address, boolean inside) {
        assertEquals(inside, Network.parse(network).contains(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pbx.example.com", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/",
            "10.0.0/8x", "2001:db8::/129"})
    void whatIsNoNetworkIsRefused(String written) {
        assertThrows(IllegalArgumentException.class, () -> Network.parse(written));
    }
}
