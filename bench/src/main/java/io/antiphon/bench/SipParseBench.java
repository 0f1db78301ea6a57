package io.antiphon.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import io.antiphon.sip.sdp.SdpException;
import io.antiphon.sip.sdp.SessionDescription;
import java.text.ParseException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to read a call's first message, and to write one.
 *
 * <p>Question: how many invitations a second could one thread read at most, and how much garbage does each
 * leave? Baseline: {@link #scan}, finding the ends of the lines in the same bytes. Budget: 12 µs for
 * {@link #invite}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class SipParseBench {

    private final byte[][] invites = new byte[Packets.COUNT][];
    private final String[] offers = new String[Packets.COUNT];
    private final SIPMessage[] read = new SIPMessage[Packets.COUNT];
    private int next;

    public SipParseBench() {
        for (int i = 0; i < Packets.COUNT; i++) {
            offers[i] = offer(i);
            invites[i] = (head(i, offers[i].length()) + offers[i]).getBytes(UTF_8);
        }
    }

    @Setup
    public void read() throws ParseException {
        for (int i = 0; i < Packets.COUNT; i++) {
            read[i] = parsed(invites[i]);
        }
    }

    /** By the library, the body being kept as bytes. */
    @Benchmark
    public SIPMessage invite() throws ParseException {
        return parsed(invites[next++ & Packets.MASK]);
    }

    private static SIPMessage parsed(byte[] bytes) throws ParseException {
        return new StringMsgParser().parseSIPMessage(bytes, true, false,
                (mistake, _, _, _, _) -> {
                    throw mistake;
                });
    }

    /** By the library: the same message again as bytes. */
    @Benchmark
    public byte[] write() {
        return read[next++ & Packets.MASK].encodeAsBytes("udp");
    }

    /** By ours: the body of the same message. */
    @Benchmark
    public SessionDescription offer() throws SdpException {
        return SessionDescription.parse(offers[next++ & Packets.MASK]);
    }

    @Benchmark
    public int scan() {
        var bytes = invites[next++ & Packets.MASK];
        int lines = 0;
        for (int i = 1; i < bytes.length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r') {
                lines++;
            }
        }
        return lines;
    }

    private static String head(int i, int bodyBytes) {
        return """
                INVITE sip:%1$d@198.51.100.7:5060;transport=udp SIP/2.0
                Via: SIP/2.0/UDP 203.0.113.20:5060;rport;branch=z9hG4bKPj%2$08x-4b1f-97ad
                Max-Forwards: 70
                From: "Reception" <sip:%3$d@pbx.example.org>;tag=%2$08x-77c0
                To: <sip:%1$d@pbx.example.org>
                Contact: <sip:%3$d@203.0.113.20:5060;transport=udp>
                Call-ID: %2$08x-5d3a-4c38-a9be-0f6611c4f2d1
                CSeq: %4$d INVITE
                Allow: OPTIONS, INVITE, ACK, BYE, CANCEL, UPDATE, PRACK, REFER, MESSAGE
                Supported: 100rel, timer, replaces, norefersub
                Session-Expires: 1800
                Min-SE: 90
                P-Asserted-Identity: "Reception" <sip:%3$d@pbx.example.org>
                User-Agent: Example PBX 22.1
                Content-Type: application/sdp
                Content-Length: %5$d

                """.formatted(8_000 + i, i * 0x9e3779b9, 100 + i, 1_000 + i, bodyBytes)
                .replace("\n", "\r\n");
    }

    private static String offer(int i) {
        return """
                v=0
                o=- %1$d %1$d IN IP4 203.0.113.20
                s=Example
                c=IN IP4 203.0.113.20
                t=0 0
                m=audio %2$d RTP/AVP 9 8 0 101
                a=rtpmap:9 G722/8000
                a=rtpmap:8 PCMA/8000
                a=rtpmap:0 PCMU/8000
                a=rtpmap:101 telephone-event/8000
                a=fmtp:101 0-16
                a=ptime:20
                a=maxptime:140
                a=sendrecv
                """.formatted(1_700_000_000 + i, 10_000 + 2 * i).replace("\n", "\r\n");
    }
}
