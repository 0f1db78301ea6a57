package io.antiphon.media.secure;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;

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
    private final Sources<SrtpCryptoContext> rtp;
    private final Sources<SrtcpCryptoContext> rtcp;
    /** Asterisk shortens the tags of reports as well, against RFC 4568, 6.2.2; what it says is welcome. */
    private final Optional<Sources<SrtcpCryptoContext>> shortRtcp;

    private final Piece piece = new Piece();
    private SrtpCryptoContext spareRolledOver;

    Receiving(SrtpKey key) throws GeneralSecurityException {
        this.key = key;
        var suite = key.suite();
        factory = new SrtpContextFactory(false, key.key(), key.salt(), suite.rtp(), suite.rtcp(),
                Quiet.LOG);
        // Packets carry the SSRC that the ciphers go by; the one given here serves the library's log only.
        rtp = new Sources<>(() -> factory.deriveContext(0, 0));
        rtcp = new Sources<>(() -> factory.deriveControlContext(0));
        spareRolledOver = factory.deriveContext(0, 1);
        if (suite.hasShortTag()) {
            var all = new SrtpContextFactory(false, key.key(), key.salt(), suite.rtp(),
                    suite.rtp(), Quiet.LOG);
            shortRtcp = Optional.of(new Sources<>(() -> all.deriveControlContext(0)));
        } else {
            shortRtcp = Optional.empty();
        }
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
        } else if (status == SrtpErrorStatus.AUTH_FAIL
                && (packet.getShort(packet.position() + SEQUENCE) & 0xffff) < JUST_ROLLED_OVER) {
            return openRolledOver(ssrc, packet, copy);
        }
        return status;
    }

    private SrtpErrorStatus open(SrtpCryptoContext context, ByteBuffer packet)
            throws GeneralSecurityException {
        var status = context.reverseTransformPacket(piece.of(packet), false);
        if (status == SrtpErrorStatus.OK) {
            piece.limit(packet);
        }
        return status;
    }

    private SrtpErrorStatus openRolledOver(int ssrc, ByteBuffer packet, byte[] copy)
            throws GeneralSecurityException {
        packet.put(packet.position(), copy, 0, packet.remaining());
        var context = spareRolledOver;
        var status = open(context, packet);
        if (status == SrtpErrorStatus.OK) {
            rtp.adopt(ssrc, context);
            spareRolledOver = factory.deriveContext(0, 1);
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
