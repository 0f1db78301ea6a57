package io.antiphon.media.secure;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.crypto.Aes;
import org.jspecify.annotations.Nullable;

/**
 * Protects what one call sends and opens what it receives, each packet in its place. What cannot be opened is
 * counted and is no fault of the call's.
 *
 * <p>Owned by the lane. The library below allocates for each packet, 340 bytes with counter mode and 1,080
 * with GCM ({@code SrtpAllocationTest}), and takes a lock of its own that nobody else knows.
 */
public final class Srtp {

    /** What a packet grows by at most: GCM's tag, and the index of a report. */
    public static final int MOST_GROWTH = 16 + Integer.BYTES;

    /** Packets on their way when the key changed may still come (RFC 3711, 3.3.1 leaves it to us). */
    static final long FORMER_KEY_NS = TimeUnit.SECONDS.toNanos(2);

    private static final int LONGEST = 2_048;
    private static final int RTP_HEADER = 12;

    // The logging system forgets loggers that nobody holds, and their levels with them.
    private static final Logger LIBRARY = Logger.getLogger("org.jitsi");

    static {
        LIBRARY.setLevel(Level.WARNING);
        // Unless told which provider to take, the library compares all of them for seconds, and takes
        // another one each time.
        Aes.setFactoryClassName("SunJCE");
    }

    private final int ssrc;
    private final byte[] copy = new byte[LONGEST];
    private final Piece piece = new Piece();
    private SrtpKey ourKey;
    private SrtpCryptoContext ours;
    private SrtcpCryptoContext ourReports;
    private Receiving theirs;
    private @Nullable Receiving former;
    private long formerUntilNs;

    private long forged;
    private long replayed;

    /** {@code ssrc} is that of all that we send. */
    public Srtp(int ssrc, SrtpKeys keys) {
        this.ssrc = ssrc;
        try {
            ourKey = keys.ours();
            var factory = sending(ourKey);
            ours = factory.deriveContext(ssrc, 0);
            ourReports = factory.deriveControlContext(ssrc);
            theirs = new Receiving(keys.theirs());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(keys + " cannot be used here", e);
        }
    }

    /**
     * Any thread, once, before the first call: loads the ciphers and tries all suites, which takes up to a
     * second. An exception says what this Java lacks.
     */
    public static void prepare() {
        for (var suite : SrtpSuite.values()) {
            var key = new SrtpKey(suite, new byte[suite.masterBytes()]);
            var both = new Srtp(0, new SrtpKeys(key, key));
            var packet = ByteBuffer.allocate(RTP_HEADER + MOST_GROWTH)
                    .put(0, (byte) 0x80)
                    .limit(RTP_HEADER);
            if (!both.protectRtp(packet) || !both.unprotectRtp(packet, 0)) {
                throw new IllegalStateException(suite + " does not work here");
            }
        }
    }

    private static SrtpContextFactory sending(SrtpKey key) {
        var suite = key.suite();
        return new SrtpContextFactory(true, key.key(), key.salt(), suite.rtp(), suite.rtcp(),
                Quiet.LOG);
    }

    /** Other keys, or the same: a key that stays keeps its counters; a new one begins at once. */
    public void rekey(SrtpKeys keys, long nowNs) {
        try {
            if (!keys.ours().equals(ourKey)) {
                ourKey = keys.ours();
                var factory = sending(ourKey);
                ours = factory.deriveContext(ssrc, 0);
                ourReports = factory.deriveControlContext(ssrc);
            }
            if (!theirs.isFor(keys.theirs())) {
                former = theirs;
                formerUntilNs = nowNs + FORMER_KEY_NS;
                theirs = theirs.next(keys.theirs());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(keys + " cannot be used here", e);
        }
    }

    /**
     * Protects a packet from position to limit, and moves the limit behind it. The buffer lies in an array
     * with room for {@link #MOST_GROWTH} more. No sequence number may come twice. False if it went wrong, and
     * then the packet must not leave.
     */
    public boolean protectRtp(ByteBuffer packet) {
        int before = packet.remaining();
        try {
            var status = ours.transformPacket(room(packet));
            return isGrown(status, packet, before + ourKey.suite().rtp().getAuthTagLength());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a packet cannot be protected", e);
        }
    }

    /** The same for a report. */
    public boolean protectRtcp(ByteBuffer report) {
        int before = report.remaining();
        try {
            var status = ourReports.transformPacket(room(report));
            return isGrown(status, report,
                    before + Integer.BYTES + ourKey.suite().rtcp().getAuthTagLength());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a report cannot be protected", e);
        }
    }

    private Piece room(ByteBuffer packet) {
        if (packet.capacity() - packet.limit() < MOST_GROWTH) {
            throw new IllegalArgumentException("no room for a tag behind " + packet);
        }
        return piece.of(packet);
    }

    private boolean isGrown(SrtpErrorStatus status, ByteBuffer packet, int expected) {
        // The library says OK of a GCM that failed, and leaves the packet as plain as it was.
        if (status != SrtpErrorStatus.OK || piece.getLength() != expected) {
            return false;
        }
        piece.limit(packet);
        return true;
    }

    /**
     * Opens a packet from position to limit, and moves the limit to its new end. False, and counted, if it is
     * not the peer's or came before; then what is between position and limit means nothing.
     */
    public boolean unprotectRtp(ByteBuffer packet, long nowNs) {
        return open(packet, nowNs, /* isReport= */ false);
    }

    /** The same for a report. */
    public boolean unprotectRtcp(ByteBuffer report, long nowNs) {
        return open(report, nowNs, /* isReport= */ true);
    }

    private boolean open(ByteBuffer packet, long nowNs, boolean isReport) {
        if (packet.remaining() > LONGEST) {
            forged++;
            return false;
        }
        packet.get(packet.position(), copy, 0, packet.remaining());
        try {
            var status = open(theirs, packet, isReport);
            var before = former;
            if (status == SrtpErrorStatus.AUTH_FAIL && before != null) {
                if (nowNs - formerUntilNs < 0) {
                    packet.put(packet.position(), copy, 0, packet.remaining());
                    status = open(before, packet, isReport);
                } else {
                    former = null;
                }
            }
            return isOpened(status);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a packet cannot be opened", e);
        }
    }

    private SrtpErrorStatus open(Receiving with, ByteBuffer packet, boolean isReport)
            throws GeneralSecurityException {
        return isReport ? with.openRtcp(packet, copy) : with.openRtp(packet, copy);
    }

    private boolean isOpened(SrtpErrorStatus status) {
        switch (status) {
            case OK -> {
                return true;
            }
            case REPLAY_FAIL, REPLAY_OLD -> replayed++;
            case FAIL, AUTH_FAIL, INVALID_PACKET -> forged++;
        }
        return false;
    }

    /** Packets that nobody who has the key sent, or that were changed on their way. */
    public long forged() {
        return forged;
    }

    /** Packets whose number came before, or is so old that nobody can tell. */
    public long replayed() {
        return replayed;
    }
}
