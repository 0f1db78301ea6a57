package io.antiphon.cli.pbx;

import io.antiphon.cli.phone.Phone;
import io.antiphon.cli.phone.Phone.Held;
import io.antiphon.cli.phone.Reciter;
import io.antiphon.server.SystemTime;
import io.antiphon.server.Threads;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.pbx.Mode;
import io.antiphon.server.pbx.Site;
import io.antiphon.sip.CallTarget;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.SipRuntime;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.core.SipAgent;
import io.antiphon.sip.trunk.Trunk;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the settings work, with the server running: SIP is answered on both sides, whoever registers is
 * registered, and a call that goes from here into the PBX, as whom the PBX knows, comes back to the echo at 600.
 */
record Verification(ServerConfig config, Mode mode, Site site, PrintWriter out) {

    private static final int CALL_S = 3;
    private static final Duration RINGS = Duration.ofSeconds(10);
    private static final long LISTEN_FIRST_NS = 500_000_000L;

    /** Tells whether both are there, and then each check up to the first that fails: the rest would fail of the same. */
    boolean run() {
        boolean serverIsThere = serverAnswers();
        boolean pbxIsThere = pbxAnswers();
        boolean works = serverIsThere && pbxIsThere && pbxMayCall() && isRegistered() && call();
        out.println(works ? "It works." : "It does not work yet.");
        out.flush();
        return works;
    }

    private boolean pass(String check) {
        return told("pass  " + check, true);
    }

    private boolean fail(String check, String advice) {
        return told("FAIL  " + check + ": " + advice, false);
    }

    private boolean told(String line, boolean passed) {
        out.println(line);
        out.flush();
        return passed;
    }

    private boolean serverAnswers() {
        var listening = InetAddress.ofLiteral(SiteFinder.listening(config).host());
        // What is advertised need not be an address of this machine.
        String host = config.sip().advertised().isEmpty()
                ? site.ourHost()
                : listening.isAnyLocalAddress() ? "127.0.0.1" : listening.getHostAddress();
        String check = "the server answers at " + host + ":" + site.ourPort();
        // Where only trunks may talk to it, it has no word for us, and a line in its log for fail2ban.
        boolean answers = config.sip().admission().isOpen()
                ? new Question(host, site.ourPort()).options().isPresent()
                : isTaken(listening);
        return answers
                ? pass(check)
                : fail(check, "start it: antiphon serve --config; look at sip.listen and the"
                        + " firewall");
    }

    private boolean isTaken(InetAddress address) {
        try (var socket = new DatagramSocket(new InetSocketAddress(address, site.ourPort()))) {
            return !socket.isBound();
        } catch (SocketException inUse) {
            return true;
        }
    }

    private boolean pbxAnswers() {
        String check = "the PBX answers at " + site.pbxHost() + ":" + site.pbxPort();
        return new Question(site.pbxHost(), site.pbxPort()).options().isPresent()
                ? pass(check)
                : fail(check, "look at --pbx, the port of its chan_pjsip transport, and its"
                        + " firewall");
    }

    /** A PBX that is known by its address gets no answer from any other; we can see that in the file. */
    private boolean pbxMayCall() {
        var trunks = config.sip().admission().trunks();
        if (mode != Mode.PEER || trunks.isEmpty() || trunks.stream().anyMatch(this::isOfThePbx)) {
            return true;
        }
        return fail("this server lets the PBX in", "no from of sip.trunks has " + site.pbxHost()
                + ", and whoever is not listed gets no answer; add from: [" + site.pbxHost() + "]");
    }

    private boolean isOfThePbx(Trunk trunk) {
        try {
            var addresses = InetAddress.getAllByName(site.pbxHost());
            return trunk.from().isEmpty() || Stream.of(addresses)
                    .anyMatch(address -> trunk.from()
                            .stream()
                            .anyMatch(network -> network.contains(address)));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private boolean isRegistered() {
        return switch (mode) {
            case EXTENSION, TRUNK -> areWeRegistered();
            case PEER -> true;
            case REGISTRAR -> isThePbxRegistered();
        };
    }

    private boolean areWeRegistered() {
        String check = "the server is registered at the PBX as " + site.user();
        if (credentials().isEmpty()) {
            return fail(check, "sip.accounts is empty; add what antiphon pbx prints");
        }
        var answer = new Question(site.pbxHost(), site.pbxPort()).bindings(site.user(),
                credentials().get());
        var advice = new Advice(mode, site);
        return switch (answer.map(Question.Answer::status).orElse(0)) {
            case 200 -> answer.get().has("Contact")
                    ? pass(check)
                    : fail(check, "the PBX takes the password, but nobody is registered; is the"
                            + " server running with this configuration? Its log says"
                            + " registration: state=FAILED and why");
            case 401, 407 -> fail(check, "the PBX says " + answer.get() + ": " + advice.password());
            case 403 -> fail(check, "the PBX says " + answer.get() + ": " + advice.forbidden());
            case 404 -> fail(check, "the PBX says " + answer.get() + ": it has no aor "
                    + site.user() + " (aors= of that endpoint)");
            case 0 ->
                fail(check, "the PBX does not answer REGISTER; is res_pjsip_registrar loaded?");
            default -> fail(check, "the PBX says " + answer.get());
        };
    }

    private boolean isThePbxRegistered() {
        String check = "the PBX is registered here as " + site.user();
        var known = config.sip()
                .admission()
                .trunks()
                .stream()
                .flatMap(trunk -> trunk.credentials().stream())
                .findFirst();
        if (known.isEmpty()) {
            return fail(check, "no trunk of sip.trunks has a user and a password; add what antiphon"
                    + " pbx prints");
        }
        var answer = new Question(site.ourHost(), site.ourPort()).bindings(site.user(),
                known.get());
        return switch (answer.map(Question.Answer::status).orElse(0)) {
            case 200 -> answer.get().has("Contact")
                    ? pass(check)
                    : fail(check, "nobody is; pjsip show registrations there and the log here say"
                            + " why: reason=\"wrong-password\" if user and password are not those"
                            + " of sip.trunks, nothing if server_uri leads elsewhere");
            // The trunk has addresses, too, and ours is none of them.
            case 0 -> true;
            default -> fail(check, "the server says " + answer.get()
                    + "; does it run with this configuration?");
        };
    }

    private boolean call() {
        String check = "a call to 600 through the PBX is taken";
        try {
            var held = hold();
            pass(check);
            return switch (Echoed.in(held.packets(), LISTEN_FIRST_NS / 1e6)) {
                case Echoed.Heard(var afterMs) -> pass(String.format(Locale.ROOT,
                        "the echo is heard: %.0f ms there and back", afterMs));
                case Echoed.OtherSound() -> fail("the echo is heard",
                        "somebody else is; agents.routes has to have \"600\": echo");
                case Echoed.Silence() -> fail("the echo is heard", "no sound came back; look at"
                        + " rtp.ports in both firewalls, and sip.advertised-address behind a NAT");
            };
        } catch (IOException e) {
            return fail(check, new Advice(mode, site).on(e));
        }
    }

    private Held hold() throws IOException {
        String host = mode == Mode.PEER || mode == Mode.REGISTRAR ? site.ourHost() : "0.0.0.0";
        var agent = SipAgent.start(
                SipConfig.listeningOn(new ListenAddress(Transport.UDP, host, 0)),
                call -> call.reject(486, "Busy Here"),
                new SipRuntime(Threads.sip(),
                        task -> Threads.virtual("lookup").newThread(task).start(),
                        SystemTime.NANOS));
        try (agent) {
            return new Phone(agent, SystemTime.NANOS, RINGS).call(target(),
                    startNs -> new Reciter(Echoed.tone(), startNs, LISTEN_FIRST_NS),
                    Duration.ofSeconds(CALL_S));
        }
    }

    /** As whom the PBX knows: the account with its password, or, by our address, the trunk. */
    private CallTarget target() {
        String uri = "sip:600@" + site.pbxHost() + ":" + site.pbxPort();
        // Not the name of its endpoint: Asterisk would take us for that by the name alone.
        String from = site.user().isEmpty() ? "verify" : site.user();
        return new CallTarget(uri, from, "", credentials(), Optional.empty());
    }

    private Optional<Credentials> credentials() {
        return mode == Mode.EXTENSION || mode == Mode.TRUNK
                ? config.sip().accounts().stream().map(Account::credentials).findFirst()
                : Optional.empty();
    }
}
