package io.antiphon.cli.pbx;

import io.antiphon.server.SystemTime;
import io.antiphon.sip.account.Challenge;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.account.Digest;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A single request over UDP from a socket of its own, asked on the thread that wants to know. */
record Question(String host, int port) {

    private static final int TRIES = 4;
    private static final int PATIENCE_MS = 1_000;
    private static final int LARGEST = 8_192;

    /** What came back; the headers line by line. */
    record Answer(int status, String reason, List<String> headers) {

        static Optional<Answer> parse(String message) {
            var lines = message.split("\r\n\r\n", 2)[0].split("\r\n");
            return lines[0].matches("SIP/2\\.0 \\d{3} .*")
                    ? Optional.of(new Answer(Integer.parseInt(lines[0].substring(8, 11)),
                            lines[0].substring(12), List.of(lines).subList(1, lines.length)))
                    : Optional.empty();
        }

        boolean has(String header) {
            return values(header).findAny().isPresent();
        }

        private Stream<String> values(String header) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, header + ":", 0,
                            header.length() + 1))
                    .map(line -> line.substring(header.length() + 1).strip());
        }

        private Optional<Challenge> challenge() {
            return Challenge.strongest(values("WWW-Authenticate")
                    .flatMap(value -> Challenge.parse(value, false).stream())
                    .toList());
        }

        @Override
        public String toString() {
            return status + " " + reason;
        }
    }

    /** OPTIONS. Any answer will do, 401 included: somebody is there who speaks SIP. */
    Optional<Answer> options() {
        return ask("OPTIONS", "verify", 1, "");
    }

    /** REGISTER without a Contact, which changes nothing and tells who is registered (RFC 3261, section 10.2.3). */
    Optional<Answer> bindings(String user, Credentials credentials) {
        var first = ask("REGISTER", user, 1, "");
        var challenge = first.filter(answer -> answer.status() == 401).flatMap(Answer::challenge);
        if (challenge.isEmpty()) {
            return first;
        }
        var digest = new Digest(challenge.get(), credentials, new SecureRandom());
        return ask("REGISTER", user, 2,
                digest.headerName() + ": " + digest.answer("REGISTER", uri()) + "\n");
    }

    private String uri() {
        return "sip:" + host + ":" + port;
    }

    private Optional<Answer> ask(String method, String user, int cseq, String header) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getAllByName(host)[0], port));
            socket.setSoTimeout(PATIENCE_MS);
            String us = socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
            long id = SystemTime.NANOS.nanoTime();
            var asking = """
                    %1$s %2$s SIP/2.0
                    Via: SIP/2.0/UDP %3$s;branch=z9hG4bKverify%4$d;rport
                    Max-Forwards: 70
                    From: <sip:%5$s@%6$s>;tag=verify
                    To: <sip:%5$s@%6$s>
                    Call-ID: verify%4$d@%3$s
                    CSeq: %7$d %1$s
                    %8$sContent-Length: 0

                    """.formatted(method, uri(), us, id, user, host + ":" + port, cseq, header)
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < TRIES; i++) {
                socket.send(new DatagramPacket(asking, asking.length));
                var answer = hear(socket);
                if (answer.isPresent()) {
                    return answer;
                }
            }
            return Optional.empty();
        } catch (IOException nobodyThere) {
            return Optional.empty();
        }
    }

    private static Optional<Answer> hear(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        try {
            socket.receive(packet);
            return Answer.parse(new String(Arrays.copyOf(packet.getData(), packet.getLength()),
                    StandardCharsets.ISO_8859_1));
        } catch (SocketTimeoutException silence) {
            return Optional.empty();
        }
    }
}
