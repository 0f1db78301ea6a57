package io.antiphon.cli.pbx;

import io.antiphon.cli.phone.Phone;
import io.antiphon.cli.phone.Phone.Held;
import io.antiphon.cli.phone.Reciter;
import io.antiphon.cli.wire.WireMeter;
import io.antiphon.cli.wire.WireRecord;
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
import java.io.IOException;
import java.io.PrintWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the settings work, with the server running: SIP is answered on both sides, and a call that goes from
 * here into the PBX, as whom the PBX knows, comes back to the echo at 600 and is heard.
 */
record Verification(ServerConfig config, Mode mode, Site site) {

    private static final int TRIES = 4;
    private static final int PATIENCE_MS = 1_000;
    private static final int CALL_S = 6;
    private static final int RATE = 8_000;
    private static final double HERTZ = 440;
    private static final double LOUD = 8_000;
    private static final long LISTEN_FIRST_NS = 500_000_000L;

    boolean run(PrintWriter out) {
        boolean works = told(out, "the server answers at " + site.ourHost() + ":" + site.ourPort(),
                answers(site.ourHost(), site.ourPort()),
                "start it: antiphon serve --config; look at sip.listen and the firewall");
        works &= told(out, "the PBX answers at " + site.pbxHost() + ":" + site.pbxPort(),
                answers(site.pbxHost(), site.pbxPort()),
                "look at --pbx, the port of its chan_pjsip transport, and its firewall");
        if (works) {
            works = call(out);
        }
        out.println(works ? "It works." : "It does not work yet.");
        out.flush();
        return works;
    }

    private static boolean told(PrintWriter out, String check, boolean passed, String advice) {
        out.println((passed ? "pass  " : "FAIL  ") + check + (passed ? "" : ": " + advice));
        out.flush();
        return passed;
    }

    /** Any answer to OPTIONS will do, 401 included: somebody is there who speaks SIP. */
    private static boolean answers(String host, int port) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getAllByName(host)[0], port));
            socket.setSoTimeout(PATIENCE_MS);
            String us = socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
            var asking = """
                    OPTIONS sip:%1$s:%2$d SIP/2.0
                    Via: SIP/2.0/UDP %3$s;branch=z9hG4bKverify%4$d;rport
                    Max-Forwards: 70
                    From: <sip:verify@%3$s>;tag=verify
                    To: <sip:%1$s:%2$d>
                    Call-ID: verify%4$d@%3$s
                    CSeq: 1 OPTIONS
                    Content-Length: 0

                    """.formatted(host, port, us, SystemTime.NANOS.nanoTime())
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < TRIES; i++) {
                socket.send(new DatagramPacket(asking, asking.length));
                if (hears(socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hears(DatagramSocket socket) throws IOException {
        var answer = new DatagramPacket(new byte[4_096], 4_096);
        try {
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.ISO_8859_1)
                    .startsWith("SIP/2.0 ");
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private boolean call(PrintWriter out) {
        String what = "a call to 600 through the PBX reaches the echo";
        try {
            var heard = heardMs(hold());
            told(out, what, true, "");
            return told(out, heard.isPresent()
                    ? String.format(Locale.ROOT, "it is heard both ways: %.0f ms there and back",
                            heard.get())
                    : "it is heard both ways", heard.isPresent(),
                    "no sound came back; look at rtp.ports in both firewalls, and"
                            + " sip.advertised-address behind a NAT");
        } catch (IOException e) {
            return told(out, what, false, e.getMessage() + "; " + advice());
        }
    }

    /** From the first sound that we sent to the first that came back. */
    private static Optional<Double> heardMs(Held held) {
        var record = new WireRecord(held.packets());
        var meter = new WireMeter(record).agentFrom(0, record.durationMs());
        return meter.isPresent()
                ? Optional.of(Math.max(0, meter.getAsDouble() - LISTEN_FIRST_NS / 1e6))
                : Optional.empty();
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
            return new Phone(agent, SystemTime.NANOS).call(target(),
                    startNs -> new Reciter(tone(), startNs, LISTEN_FIRST_NS),
                    Duration.ofSeconds(CALL_S));
        }
    }

    /** As whom the PBX knows: the account with its password, or, by our address, the trunk. */
    private CallTarget target() {
        String uri = "sip:600@" + site.pbxHost() + ":" + site.pbxPort();
        Optional<Credentials> credentials = mode == Mode.EXTENSION || mode == Mode.TRUNK
                ? config.sip().accounts().stream().map(Account::credentials).findFirst()
                : Optional.empty();
        String from = site.user().isEmpty() ? "antiphon" : site.user();
        return new CallTarget(uri, from, "", credentials, Optional.empty());
    }

    private String advice() {
        return "compare with antiphon pbx without --verify: " + switch (mode) {
            case EXTENSION -> "does pjsip show contacts list " + site.user()
                    + ", and does 600 lead to it?";
            case TRUNK -> "does pjsip show contacts list " + site.user()
                    + ", and may its context dial 600?";
            case PEER -> "does pjsip show identifies match " + site.ourHost()
                    + ", and may that context dial 600?";
            case REGISTRAR -> "does pjsip show registrations say Registered, and may that"
                    + " context dial 600?";
        };
    }

    private static short[] tone() {
        var pcm = new short[2 * RATE];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (LOUD * Math.sin(2 * Math.PI * HERTZ * i / RATE));
        }
        return pcm;
    }
}
