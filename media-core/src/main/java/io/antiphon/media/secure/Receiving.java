package io.antiphon.media.secure;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jspecify.annotations.Nullable;

/** Opens what was sent with one key. Lane thread. */
final class Receiving {

    private static final int RTP_SSRC = 8;
    private static final int RTCP_SSRC = 4;
    private static final int SEQUENCE = 2;

    /**
     * Who begins just below 65 536 and is first heard behind it has rolled over already, and nothing but a
     * try tells (RFC 3711, 3.3.1). Four thousand packets are 80 s of missing what they send.
     */
    private static final int JUST_ROLLED_OVER = 4_096;

    private final SrtpKey key;
    private final SrtpContextFactory factory;
    private final Sources<Stream> rtp;
    private final Sources<SrtcpCryptoContext> rtcp;
    /** Asterisk shortens the tags of reports as well, against RFC 4568, 6.2.2; what it says is welcome. */
    private final Optional<Sources<SrtcpCryptoContext>> shortRtcp;

    private final Piece piece = new Piece();
    private Stream spareRolledOver;
    /** By SSRC: how often it had rolled over when its key changed, if it had. */
    private final Map<Integer, Integer> before;
    private @Nullable Stream spareKept;

    Receiving(SrtpKey key) throws GeneralSecurityException {
        this(key, Map.of());
    }

    private Receiving(SrtpKey key, Map<Integer, Integer> before) throws GeneralSecurityException {
        this.key = key;
        this.before = before;
        var suite = key.suite();
        factory = new SrtpContextFactory(false, key.key(), key.salt(), suite.rtp(), suite.rtcp(),
                Quiet.LOG);
        // Packets carry the SSRC that the ciphers go by; the one given here serves the library's log only.
        rtp = new Sources<>(() -> new Stream(factory.deriveContext(0, 0), 0));
        rtcp = new Sources<>(() -> factory.deriveControlContext(0));
        spareRolledOver = new Stream(factory.deriveContext(0, 1), 1);
        if (suite.hasShortTag()) {
            var all = new SrtpContextFactory(false, key.key(), key.salt(), suite.rtp(),
                    suite.rtp(), Quiet.LOG);
            shortRtcp = Optional.of(new Sources<>(() -> all.deriveControlContext(0)));
        } else {
            shortRtcp = Optional.empty();
        }
    }

    /** What is sent with another key from now on. */
    Receiving next(SrtpKey other) throws GeneralSecurityException {
        var counts = new HashMap<>(before);
        rtp.forEach((ssrc, stream) -> counts.put(ssrc, stream.rolledOver()));
        counts.values().removeIf(count -> count == 0);
        return new Receiving(other, Map.copyOf(counts));
    }

    boolean isFor(SrtpKey other) {
        return key.equals(other);
    }

    /**
     * Opens a packet in place; one that is not opened may be spoilt by it.
     *
     * @param copy the packet's bytes from 0, for a second try
     */
    SrtpErrorStatus openRtp(ByteBuffer packet, byte[] copy) throws GeneralSecurityException {
        if (packet.remaining() < RTP_SSRC + Integer.BYTES) {
            return SrtpErrorStatus.INVALID_PACKET;
        }
        int ssrc = packet.getInt(packet.position() + RTP_SSRC);
        var known = rtp.of(ssrc);
        if (known != null) {
            return open(known, packet);
        }
        var status = open(rtp.spare(), packet);
        if (status == SrtpErrorStatus.OK) {
            rtp.adoptSpare(ssrc);
        }
        if (status == SrtpErrorStatus.AUTH_FAIL && sequence(packet) < JUST_ROLLED_OVER) {
            restore(packet, copy);
            status = openRolledOver(ssrc, packet);
        }
        if (status == SrtpErrorStatus.AUTH_FAIL && before.containsKey(ssrc)) {
            restore(packet, copy);
            status = openKept(ssrc, packet);
        }
        return status;
    }

    private static int sequence(ByteBuffer packet) {
        return packet.getShort(packet.position() + SEQUENCE) & 0xffff;
    }

    private static void restore(ByteBuffer packet, byte[] copy) {
        packet.put(packet.position(), copy, 0, packet.remaining());
    }

    private SrtpErrorStatus open(Stream stream, ByteBuffer packet)
            throws GeneralSecurityException {
        int sequence = sequence(packet);
        var status = stream.context().reverseTransformPacket(piece.of(packet), false);
        if (status == SrtpErrorStatus.OK) {
            piece.limit(packet);
            stream.opened(sequence);
        }
        return status;
    }

    private SrtpErrorStatus openRolledOver(int ssrc, ByteBuffer packet)
            throws GeneralSecurityException {
        var stream = spareRolledOver;
        var status = open(stream, packet);
        if (status == SrtpErrorStatus.OK) {
            rtp.adopt(ssrc, stream);
            spareRolledOver = new Stream(factory.deriveContext(0, 1), 1);
        }
        return status;
    }

    /**
     * Whoever changes his key goes on to count (RFC 3711, 3.3.1), or begins anew, as most do whose keys come by
     * SDP; nothing but a try tells.
     */
    private SrtpErrorStatus openKept(int ssrc, ByteBuffer packet)
            throws GeneralSecurityException {
        int count = before.getOrDefault(ssrc, 0);
        var stream = spareKept;
        if (stream == null || stream.rolledOver() != count) {
            stream = new Stream(factory.deriveContext(0, count), count);
            spareKept = stream;
        }
        var status = open(stream, packet);
        if (status == SrtpErrorStatus.OK) {
            rtp.adopt(ssrc, stream);
            spareKept = null;
        }
        return status;
    }

    /** The same for a report. */
    SrtpErrorStatus openRtcp(ByteBuffer packet, byte[] copy) throws GeneralSecurityException {
        var status = openRtcp(rtcp, packet);
        if (status == SrtpErrorStatus.AUTH_FAIL && shortRtcp.isPresent()) {
            packet.put(packet.position(), copy, 0, packet.remaining());
            return openRtcp(shortRtcp.get(), packet);
        }
        return status;
    }

    private SrtpErrorStatus openRtcp(Sources<SrtcpCryptoContext> sources, ByteBuffer packet)
            throws GeneralSecurityException {
        if (packet.remaining() < RTCP_SSRC + Integer.BYTES) {
            return SrtpErrorStatus.INVALID_PACKET;
        }
        int ssrc = packet.getInt(packet.position() + RTCP_SSRC);
        var known = sources.of(ssrc);
        var status = (known == null ? sources.spare() : known)
                .reverseTransformPacket(piece.of(packet));
        if (status == SrtpErrorStatus.OK) {
            piece.limit(packet);
            if (known == null) {
                sources.adoptSpare(ssrc);
            }
        }
        return status;
    }
}
