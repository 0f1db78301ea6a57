package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.Carriage;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.dns.Zone;
import io.antiphon.sip.ping.Reachability;
import io.antiphon.sip.ping.Reachability.State;
import io.antiphon.sip.trunk.Admission;
import io.antiphon.sip.trunk.Network;
import io.antiphon.sip.trunk.Strangers;
import io.antiphon.sip.trunk.Trunk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another end that is asked by OPTIONS whether it is there, played by hand. */
class OptionsPingTest {

    private static final int HASTE = 5;
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private RawPeer pbx;
    private Zone zone;

    @BeforeEach
    void start() throws IOException {
        pbx = new RawPeer(0);
        zone = new Zone();
    }

    @AfterEach
    void stop() {
        pbx.close();
        zone.close();
    }

    private SipEndpoint endpoint(Duration interval, Trunk... trunks) throws IOException {
        var usual = Lab.config(Optional.empty(), "udp:127.0.0.1:0");
        return Lab.start(_ -> {}, HASTE, new SipConfig(usual.listen(), usual.advertisedAddress(),
                usual.userAgent(), usual.ringTimeout(), usual.closeTimeout(),
                new Carriage(Optional.empty(), Transport.UDP, List.of(zone.address()), interval),
                new Admission(List.of(trunks), Strangers.SILENT, 1_000)));
    }

    private static Trunk trunk(String address) {
        return new Trunk("pbx", List.of(Network.parse("127.0.0.1")), Optional.empty(),
                Optional.empty(), Optional.of(address), List.of());
    }

    /** How it stands once it stands so; somebody who listens tells the time. */
    private Reachability await(Supplier<Reachability> now, State state) throws IOException {
        for (int i = 0; i < 200 && now.get().state() != state; i++) {
            pbx.receiveWithin(50);
        }
        assertEquals(state, now.get().state());
        return now.get();
    }

    private static Supplier<Reachability> ofTheTrunk(SipEndpoint endpoint) {
        return () -> endpoint.trunks().getFirst().reachability();
    }

    @Test
    void aTrunkIsAskedAtItsAddressAndAnyAnswerWillDo() throws Exception {
        try (var endpoint = endpoint(INTERVAL, trunk("sip:127.0.0.1:" + pbx.port()))) {
            assertEquals(Reachability.UNKNOWN, ofTheTrunk(endpoint).get());
            String asked = pbx.receive("OPTIONS sip:127.0.0.1:" + pbx.port() + " SIP/2.0\r\n");
            assertTrue(RawPeer.header(asked, "From").startsWith("<sip:ping@127.0.0.1>;tag="),
                    asked);
            assertEquals("application/sdp", RawPeer.header(asked, "Accept"));
            assertEquals("<sip:ping@127.0.0.1:" + Lab.port(endpoint, Transport.UDP) + ">",
                    RawPeer.header(asked, "Contact"));
            pbx.answer(RawPeer.response(asked, "404 Not Found", ""));
            var there = await(ofTheTrunk(endpoint), State.REACHABLE);
            assertTrue(there.roundTrip().orElseThrow().isPositive(), there.toString());
            String again = pbx.receive("OPTIONS");
            assertNotEquals(RawPeer.header(asked, "CSeq"), RawPeer.header(again, "CSeq"));
            pbx.answer(RawPeer.response(again, "503 Service Unavailable", ""));
            assertEquals(Optional.of("503 Service Unavailable"),
                    await(ofTheTrunk(endpoint), State.UNREACHABLE).lastError());
            assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
        }
    }

    @Test
    void silenceIsNoticedAndItsEndToo() throws Exception {
        try (var endpoint = endpoint(INTERVAL, trunk("sip:127.0.0.1:" + pbx.port()))) {
            assertEquals(Optional.of("no answer to OPTIONS"),
                    await(ofTheTrunk(endpoint), State.UNREACHABLE).lastError());
            // Those that nobody answered may still lie in the socket; only the latest is waited for.
            for (int i = 0; i < 50
                    && ofTheTrunk(endpoint).get().state() != State.REACHABLE; i++) {
                pbx.answer(RawPeer.response(pbx.receive("OPTIONS"), "200 OK", ""));
            }
            await(ofTheTrunk(endpoint), State.REACHABLE);
        }
    }

    @Test
    void aNameIsAskedAtEachOfItsAddresses() throws Exception {
        zone.srv("_sip._udp.pbx.example", 1, 1, 9, "one.example")
                .srv("_sip._udp.pbx.example", 2, 1, pbx.port(), "two.example")
                .host("one.example", "127.0.0.1")
                .host("two.example", "127.0.0.1");
        try (var endpoint = endpoint(INTERVAL, trunk("sip:pbx.example"))) {
            pbx.answer(RawPeer.response(pbx.receive("OPTIONS sip:pbx.example"), "200 OK", ""));
            await(ofTheTrunk(endpoint), State.REACHABLE);
        }
    }

    @Test
    void theRegistrarOfAnAccountIsAskedUntilTheAccountIsClosed() throws Exception {
        try (var endpoint = endpoint(INTERVAL)) {
            var registration = endpoint.register(new Account("100",
                    "sip:127.0.0.1:" + pbx.port(), new Credentials("100", "secret"),
                    Duration.ofMinutes(10)), (_, _) -> {});
            pbx.answer(RawPeer.response(pbx.receive("REGISTER"), "200 OK", ""));
            String asked = pbx.receive("OPTIONS");
            assertTrue(RawPeer.header(asked, "From").startsWith("<sip:100@127.0.0.1>"), asked);
            pbx.answer(RawPeer.response(asked, "401 Unauthorized",
                    "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"n\"\r\n"));
            await(registration::reachability, State.REACHABLE);
            registration.close();
            pbx.answer(RawPeer.response(pbx.receive("REGISTER"), "200 OK", ""));
            assertEquals(Optional.empty(), pbx.receiveWithin(2_500));
        }
    }

    @Test
    void nobodyIsAskedWhereItIsTurnedOff() throws Exception {
        try (var endpoint = endpoint(Duration.ZERO, trunk("sip:127.0.0.1:" + pbx.port()))) {
            assertEquals(Optional.empty(), pbx.receiveWithin(500));
            assertEquals(Reachability.UNKNOWN, ofTheTrunk(endpoint).get());
        }
    }

    @Test
    void pingsThatFollowEachOtherTooFastAreRefused() {
        var refused = assertThrows(IllegalArgumentException.class,
                () -> Carriage.USUAL.pinging(Duration.ofSeconds(4)));
        assertTrue(String.valueOf(refused.getMessage()).contains("5 or more"),
                refused::getMessage);
    }
}
