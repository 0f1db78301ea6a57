package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.call.CallId;
import io.antiphon.server.call.Briefing;
import io.antiphon.server.call.CallView.State;
import io.antiphon.server.dial.DialAnswer.Dialling;
import io.antiphon.server.dial.DialRequest;
import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.account.RegistrationStatus;
import io.antiphon.sip.trunk.DialPattern;
import io.antiphon.sip.trunk.DialPlan;
import io.antiphon.sip.trunk.Way;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which way a call of the real server takes to SIPp: as a registrar told it, or as a name server tells. */
@Timeout(60)
class WaysSippIT {

    private static final DialPlan PLAN = new DialPlan(List.of(),
            List.of(new Way("lab", List.of("127.0.0.1", "lab.example"), List.of(),
                    List.of(new DialPattern("2??")))));

    /** What the scenario wants to see. */
    private static final Map<String, String> ORDER = Map.of("X-Order", "47 11");

    @TempDir
    private Path folder;

    private SippPeer sipp;

    @BeforeEach
    void prepare() {
        sipp = new SippPeer(folder, new InetSocketAddress(InetAddress.getLoopbackAddress(), 9),
                "u1");
    }

    @Test
    @Interop(peer = Peer.SIPP, rfc = {3261, 3327,
            3608}, what = "a registrar wants longer (423, Min-Expires); calls go by its Service-Route; un-registered at the end")
    void registrationIsMadeLongerAndCallsGoByTheServiceRoute() throws Exception {
        var taken = sipp.await("taken", Map.of());
        var registrar = sipp.await("registrar", Map.of("ROUTE", Integer.toString(taken.port())));
        try (var server = TestServer.startDialling(folder, PLAN,
                new Account("100", "sip:127.0.0.1:" + registrar.port(),
                        new Credentials("100", "secret"), Duration.ofMinutes(1)))) {
            while (server.server()
                    .registrations()
                    .getFirst()
                    .state() != RegistrationStatus.State.REGISTERED) {
                // Nothing wakes whoever waits for it; the test's time is limited.
                assertFalse(Thread.interrupted(), "not registered in time");
                Thread.onSpinWait();
            }
            hold(server, new DialRequest("200", Briefing.of("echo"), Optional.of("100"),
                    Optional.empty(), DialRequest.USUAL_RING, ORDER));
            assertEnds(taken.over());
        }
        assertEnds(registrar.over());
    }

    @Test
    @Interop(peer = Peer.SIPP, rfc = {2782,
            3263}, what = "names of a real name server: the first of two servers says 503, the second takes the call")
    void callGoesOnToTheNextServerOfTheName() throws Exception {
        var unavailable = sipp.await("unavailable", Map.of());
        var taken = sipp.await("taken", Map.of());
        try (var names = NameServerPeer.start(folder, "--address=/one.lab.example/127.0.0.1",
                "--address=/two.lab.example/127.0.0.1",
                "--srv-host=_sip._udp.lab.example,one.lab.example," + unavailable.port() + ",1,1",
                "--srv-host=_sip._udp.lab.example,two.lab.example," + taken.port() + ",2,1");
                var server = TestServer.startDialling(folder, PLAN, names.address())) {
            hold(server, new DialRequest("sip:200@lab.example", Briefing.of("echo"),
                    Optional.empty(), Optional.empty(), DialRequest.USUAL_RING, ORDER));
            assertEnds(unavailable.over());
            assertEnds(taken.over());
        }
    }

    /** Calls, and hangs up when it is taken. */
    private static void hold(TestServer server, DialRequest request) throws Exception {
        var answer = server.server().dial(request);
        CallId call = assertInstanceOf(Dialling.class, answer, answer.toString()).id();
        var book = server.server().book();
        var view = book.find(call).orElseThrow();
        while (view.state().compareTo(State.UP) < 0) {
            long version = view.version();
            view = book.follow(call, version, Duration.ofSeconds(20)).orElseThrow();
            assertTrue(view.version() > version, "still " + view);
        }
        assertEquals(State.UP, view.state(), view::toString);
        assertTrue(server.server().hangUp(call));
    }

    private static void assertEnds(SippPeer.Result result) {
        assertEquals(0, result.status(), result.printed());
    }
}
