package io.antiphon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.call.CallId;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.server.admin.ApiServer;
import io.antiphon.server.admin.Gatekeeper;
import io.antiphon.server.admin.Steered;
import io.antiphon.server.call.CallBook;
import io.antiphon.server.call.CallCause;
import io.antiphon.server.call.CallView;
import io.antiphon.server.call.CallView.Ending;
import io.antiphon.server.call.CallView.State;
import io.antiphon.server.dial.DialAnswer;
import io.antiphon.server.dial.DialRequest;
import io.antiphon.server.metrics.Meters;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.account.Registration;
import io.antiphon.sip.account.RegistrationStatus;
import io.antiphon.sip.ping.Reachability;
import io.antiphon.sip.trunk.TrunkStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that steer a running server, over real HTTP; its calls are the test's. */
class SteerTest {

    private static final CallId CALL = new CallId("c1");

    private final Line line = new Line();
    private ApiServer api;
    private String url = "";

    @BeforeEach
    void start() throws Exception {
        api = ApiServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Gatekeeper(Optional.empty(), false), line, Thread.ofVirtual().factory());
        url = "http://127.0.0.1:" + api.address().getPort();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void callIsFollowedToItsEnd() {
        line.states = List.of(State.RINGING, State.EARLY, State.UP);
        var ran = Shell.run("dial", "200", "--account", "100", "--ring", "20", "--field",
                "name=Anna", "--header", "X-Order=1", "--api", url);
        assertEquals(Exit.OK, ran.status(), ran.err());
        assertEquals("dialling sip:200@pbx, call c1", ran.lines().getFirst());
        assertEquals("ended: completed after 2.5 s", ran.lines().getLast());
        var asked = line.asked.orElseThrow();
        assertEquals(Optional.of("100"), asked.account());
        assertEquals("front-desk", asked.briefing().agent());
        assertEquals("Anna", asked.briefing().known().get("name"));
        assertEquals(20, asked.ring().toSeconds());
    }

    @ParameterizedTest
    @CsvSource({"BUSY,10", "NO_ANSWER,11", "REJECTED,12", "NOT_AUTHORISED,12", "NOT_FOUND,13",
            "UNREACHABLE,14", "UNAVAILABLE,14", "CANCELLED,15", "LOST,1", "FAILED,1"})
    void exitStatusTellsHowItEnded(CallCause cause, int status) {
        line.cause = cause;
        var ran = Shell.run("dial", "sip:200@pbx", "--api", url);
        assertEquals(status, ran.status(), ran.err());
        assertTrue(ran.lines().getLast().startsWith("ended: " + cause.word()), ran.out());
    }

    @Test
    void refusalIsToldInTheServersWords() {
        line.refusal = Optional.of(new DialAnswer.Refused(DialAnswer.Kind.FORBIDDEN, "to",
                "no dial pattern allows it"));
        var ran = Shell.run("dial", "sip:200@pbx", "--api", url);
        assertEquals(Exit.USAGE, ran.status());
        assertEquals("antiphon: to: no dial pattern allows it", ran.err().strip());
    }

    @Test
    void withoutAServerItIsSaidWhatIsMissing() {
        api.close();
        var ran = Shell.run("calls", "--api", url);
        assertEquals(Exit.MACHINE, ran.status());
        assertTrue(ran.err().contains("api.listen"), ran.err());
    }

    @Test
    void callIsHungUpByItsName() {
        line.book.note(line.view(State.UP));
        var ran = Shell.run("hang-up", "c1", "--api", url);
        assertEquals(Exit.OK, ran.status(), ran.err());
        assertEquals("ended: completed", ran.out().strip());
        assertEquals(Exit.USAGE, Shell.run("hang-up", "c2", "--api", url).status());
    }

    @Test
    void accountsAndTrunksAreListed() {
        var there = new Reachability(Reachability.State.REACHABLE,
                Optional.of(Duration.ofNanos(1_300_000)), Optional.empty());
        var gone = new Reachability(Reachability.State.UNREACHABLE, Optional.empty(),
                Optional.of("no answer to OPTIONS"));
        var failed = new RegistrationStatus(RegistrationStatus.State.FAILED,
                Optional.of("403 Forbidden"));
        line.accounts = List.of(new Kept("100", failed, there));
        line.trunks = List.of(new TrunkStatus("branch", List.of(), gone));
        var printed = new ByteArrayOutputStream();
        var usual = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            var ran = Shell.run("registrations", "--api", url);
            assertEquals(Exit.OK, ran.status(), ran.err());
        } finally {
            System.setOut(usual);
        }
        var rows = printed.toString(UTF_8)
                .lines()
                .map(row -> row.strip().replaceAll(" {2,}", "|"))
                .toList();
        assertEquals("account|100|sip:pbx|failed|reachable|1.3|403 Forbidden", rows.get(1));
        assertEquals("trunk|branch|none|unreachable|no answer to OPTIONS", rows.get(2));
    }

    /** An account of that user. */
    private record Kept(Account account, RegistrationStatus status, Reachability reachability)
            implements
                Registration {

        Kept(String user, RegistrationStatus status, Reachability reachability) {
            this(new Account(user, "sip:pbx", new Credentials(user, "secret"),
                    Duration.ofMinutes(5)), status, reachability);
        }

        @Override
        public void close() {
            // Nobody registers.
        }
    }

    /** A server with one call, which goes as the test says. */
    private static final class Line implements Steered {

        private final CallBook book = new CallBook(9, System::nanoTime);
        private Optional<DialRequest> asked = Optional.empty();
        private Optional<DialAnswer.Refused> refusal = Optional.empty();
        private List<State> states = List.of();
        private List<TrunkStatus> trunks = List.of();
        private List<Registration> accounts = List.of();
        private CallCause cause = CallCause.COMPLETED;
        private long version;
        private int looks;

        @Override
        public DialAnswer dial(DialRequest request) {
            asked = Optional.of(request);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            book.note(view(State.DIALLING));
            return new DialAnswer.Dialling(CALL);
        }

        private CallView view(State state) {
            var answered = cause == CallCause.COMPLETED && state.compareTo(State.UP) >= 0
                    ? Optional.of(Instant.ofEpochSecond(10))
                    : Optional.<Instant>empty();
            var ending = new Ending(cause, "", 0, 0, Instant.ofEpochMilli(12_500));
            return new CallView(CALL, true, "front-desk", "sip:200@pbx", state, version++,
                    Instant.EPOCH, answered,
                    state == State.ENDED ? Optional.of(ending) : Optional.empty());
        }

        @Override
        public boolean hangUp(CallId id) {
            book.note(view(State.ENDED));
            return true;
        }

        /** Goes on when somebody looks for the second time: whoever dialled sees the beginning first. */
        @Override
        public CallBook book() {
            looks++;
            if (asked.isPresent() && looks == 2) {
                states.forEach(state -> book.note(view(state)));
                book.note(view(State.ENDED));
            }
            return book;
        }

        @Override
        public List<TrunkStatus> trunks() {
            return trunks;
        }

        @Override
        public List<Registration> accounts() {
            return accounts;
        }

        @Override
        public int calls() {
            return 1;
        }

        @Override
        public Meters.Page metrics(String accepted) {
            return new Meters().page(accepted);
        }

        @Override
        public boolean isDraining() {
            return false;
        }
    }
}
