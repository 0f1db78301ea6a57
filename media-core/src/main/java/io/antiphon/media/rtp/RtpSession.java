package io.antiphon.media.rtp;

import io.antiphon.media.dtls.Handshake;
import io.antiphon.media.net.RtpPort;
import io.antiphon.media.rtcp.Reception;
import io.antiphon.media.rtcp.RtcpSession;
import io.antiphon.media.secure.Srtp;
import io.antiphon.media.secure.SrtpKeys;
import io.antiphon.time.WallClock;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The RTP of one call, both ways: packets come in and frames go to the sink, frames come in and packets go to
 * the port, keys and reports travel beside them.
 *
 * <p>Owned by the lane. Each beat it is polled once, and then told to send, to send silence or to withhold.
 */
public final class RtpSession {

    private final RtpPort port;
    private final RandomGenerator random;
    private final WallClock wall;
    private final Reception reception = new Reception();
    private final SourceLatch latch = new SourceLatch();
    private final RtpReceiver receiver;
    private final RtpSender sender;
    private @Nullable RtcpSession reports;
    private @Nullable StreamSpec spec;
    private @Nullable Srtp srtp;
    private @Nullable Handshake handshake;

    private long datagrams;
    private long reportsReceived;
    private long otherProtocols;
    private long foreignReports;
    private long unopened;
    private long handshakes;

    /** Random numbers should be hard to guess, for SSRC and sequence are what a forger lacks. */
    public RtpSession(RtpPort port, FrameSink sink, RandomGenerator random, WallClock wall) {
        this.port = port;
        this.random = random;
        this.wall = wall;
        receiver = new RtpReceiver(sink, latch, reception);
        sender = new RtpSender(port, random);
    }

    /** What was agreed on; until then, what comes is dropped and nothing can be sent. */
    public void start(StreamSpec agreed, long nowNs) {
        reports = new RtcpSession(sender.ssrc(), reception, random, wall, nowNs);
        update(agreed, nowNs);
    }

    /**
     * Something else was agreed on: what we send goes on in sequence, whom we hear is learned anew. Keys that
     * stay the same go on as well.
     */
    public void update(StreamSpec agreed, long nowNs) {
        spec = agreed;
        secure(agreed, nowNs);
        latch.expect(agreed);
        receiver.agree(agreed, nowNs);
        sender.agree(agreed);
    }

    private void secure(StreamSpec agreed, long nowNs) {
        // Keys of a handshake stay until another handshake brings others.
        if (agreed.dtls().isEmpty()) {
            var keys = agreed.keys();
            if (keys.isEmpty()) {
                srtp = null;
                sender.secure(null);
            } else {
                useKeys(keys.get(), nowNs);
            }
        }
    }

    /** These are the keys from now on; where they come from a {@link Handshake}, silence ends here. */
    public void useKeys(SrtpKeys keys, long nowNs) {
        Srtp secured = srtp;
        if (secured == null) {
            secured = new Srtp(sender.ssrc(), keys);
            srtp = secured;
        } else {
            secured.rekey(keys, nowNs);
        }
        sender.secure(secured);
    }

    /** Where the datagrams of a handshake go, as far as they come from the address in the SDP; or nowhere. */
    public void shakeHands(@Nullable Handshake with) {
        handshake = with;
    }

    /** Sends a datagram of a handshake to the address in the SDP. */
    public void sendHandshake(ByteBuffer datagram) {
        StreamSpec agreed = spec;
        if (agreed != null) {
            // What the socket does not take is sent again: so it is with handshakes.
            boolean _ = port.sendRtp(datagram, agreed.remoteRtp());
        }
    }

    private boolean isWaitingForKeys() {
        StreamSpec agreed = spec;
        return agreed != null && agreed.dtls().isPresent() && srtp == null;
    }

    /** From the RTP port. The caller's own packets alone come so far that anything is learned from them. */
    public void received(ByteBuffer datagram, InetSocketAddress source, long nowNs) {
        datagrams++;
        switch (DatagramKind.of(datagram)) {
            case RTP -> {
                Srtp secured = srtp;
                if (isWaitingForKeys()) {
                    unopened++;
                } else if (secured == null || secured.unprotectRtp(datagram, nowNs)) {
                    receiver.received(datagram, source, nowNs);
                }
            }
            case RTCP -> report(datagram, source, nowNs);
            case OTHER -> other(datagram, source);
        }
    }

    /** CVE-2023-49786: a stranger's ClientHello must not disturb the handshake with the peer. */
    private void other(ByteBuffer datagram, InetSocketAddress source) {
        Handshake going = handshake;
        StreamSpec agreed = spec;
        if (going != null && agreed != null && Handshake.isMeant(datagram)
                && source.equals(agreed.remoteRtp())) {
            handshakes++;
            going.arrives(datagram);
        } else {
            otherProtocols++;
        }
    }

    /** From the RTCP port. */
    public void receivedRtcp(ByteBuffer datagram, InetSocketAddress source, long nowNs) {
        datagrams++;
        if (DatagramKind.of(datagram) == DatagramKind.RTCP) {
            report(datagram, source, nowNs);
        } else {
            otherProtocols++;
        }
    }

    private void report(ByteBuffer datagram, InetSocketAddress source, long nowNs) {
        RtcpSession session = reports;
        Srtp secured = srtp;
        if (isWaitingForKeys()) {
            unopened++;
            return;
        }
        if (secured != null && !secured.unprotectRtcp(datagram, nowNs)) {
            return;
        }
        if (session == null || !latch.isKnownHost(source)) {
            foreignReports++;
            return;
        }
        if (session.received(datagram, nowNs)) {
            reportsReceived++;
        }
    }

    /** Once a beat. */
    public void poll(long nowNs) {
        receiver.poll(nowNs);
        RtcpSession session = reports;
        StreamSpec agreed = spec;
        if (session != null && agreed != null && session.isDue(nowNs)) {
            sendReport(agreed, session.report(sender.packets(), sender.octets(),
                    sender.timestampAt(nowNs), nowNs));
        }
    }

    private void sendReport(StreamSpec agreed, ByteBuffer report) {
        Srtp secured = srtp;
        // A port of its own for reports would need a handshake of its own (RFC 5764, 5.1.2).
        boolean isKeyless = agreed.dtls().isPresent() && (secured == null || !agreed.sharesPort());
        if (isKeyless || (secured != null && !secured.protectRtcp(report))) {
            return;
        }
        // What the socket does not take is not missed: the next report says it all again.
        if (agreed.sharesPort()) {
            port.sendRtp(report, latch.reportTarget(agreed));
        } else {
            port.sendRtcp(report, latch.reportTarget(agreed));
        }
    }

    /** A beat with a frame. False if the socket took nothing, or nothing is agreed on. */
    public boolean send(short[] pcm, long nowNs) {
        StreamSpec agreed = spec;
        if (isWaitingForKeys()) {
            sender.withhold();
            return false;
        }
        return agreed != null && sender.send(pcm, latch.targetOr(agreed.remoteRtp()), nowNs);
    }

    /** A beat without a frame; the other side hears silence, or the key that is pressed. */
    public boolean sendSilence(long nowNs) {
        StreamSpec agreed = spec;
        if (isWaitingForKeys()) {
            sender.withhold();
            return false;
        }
        return agreed != null && sender.sendSilence(latch.targetOr(agreed.remoteRtp()), nowNs);
    }

    /** A beat without a packet, for the other side is on hold or the beat came too late. */
    public void withhold() {
        sender.withhold();
    }

    /**
     * Queues a key; false if it is none, if too many wait, or if nothing is agreed on. It goes as an event where those
     * were agreed on (RFC 4733), and otherwise in the sound.
     */
    public boolean press(char key, int durationMs) {
        return spec != null && sender.press(key, durationMs);
    }

    /** Queues a rest behind the keys that wait; false if too many do, or if nothing is agreed on. */
    public boolean rest(int durationMs) {
        return spec != null && sender.rest(durationMs);
    }

    /** Whether keys are being sent: frames handed over meanwhile are not heard. */
    public boolean isPressing() {
        return sender.isPressing();
    }

    /** When the caller's last packet came; until the first one, when it was agreed on. */
    public long lastArrivalNs() {
        return receiver.lastArrivalNs();
    }

    /** Packets without the right tag, since the call has keys. */
    public long forged() {
        Srtp secured = srtp;
        return secured == null ? 0 : secured.forged();
    }

    /** Packets that came before, since the call has keys. */
    public long replayed() {
        Srtp secured = srtp;
        return secured == null ? 0 : secured.replayed();
    }

    /** Makes a new object; meant for once a second. */
    public RtpSnapshot snapshot() {
        RtcpSession session = reports;
        long malformedReports = session == null ? 0 : session.malformed();
        return new RtpSnapshot(datagrams, reportsReceived, otherProtocols, handshakes, unopened,
                forged(), replayed(),
                receiver.malformed() + malformedReports, receiver.otherTypes(),
                latch.foreign() + foreignReports, latch.unproven(), receiver.strays(),
                receiver.late(), receiver.duplicates(), receiver.accepted(), reception.totalLost(),
                receiver.frames(), receiver.concealedFrames(), reception.jitterNs() / 1e6,
                session == null ? -1 : session.roundTripMs(),
                session == null ? 0 : session.remoteLoss(), sender.packets(), sender.octets(),
                sender.unsent());
    }

    /** Says goodbye. The port is closed by whoever opened it. */
    public void close(long nowNs) {
        RtcpSession session = reports;
        StreamSpec agreed = spec;
        if (session != null && agreed != null) {
            sendReport(agreed, session.goodbye(sender.packets(), sender.octets(),
                    sender.timestampAt(nowNs), nowNs));
            reports = null;
            spec = null;
        }
    }
}
