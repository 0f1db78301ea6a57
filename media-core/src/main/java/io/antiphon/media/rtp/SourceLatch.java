package io.antiphon.media.rtp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose packets are the caller's, and holds on to that: a stranger who sends into a running call
 * neither is heard nor gets the agent's voice.
 *
 * <p>The address in the SDP is believed at once. Others are candidates, ranked by how they are known, and
 * must send four packets in sequence over 22 ms. A candidate of better rank may still win within 3 s;
 * after that the source is locked until the next offer, or until it was silent for 2 s and either its own
 * host sends from another port or somebody of better rank sends. Owned by the lane.
 */
final class SourceLatch {

    // Ranks; smaller is better.
    private static final int DESCRIBED = 1;
    private static final int DESCRIBED_HOST = 2;
    private static final int SIGNALLING_HOST = 3;
    private static final int STRANGER = 4;
    private static final int NOBODY = 5;

    private static final int PROOF_PACKETS = 4;
    private static final long PROOF_NS = 22_000_000;
    private static final long OPEN_NS = 3_000_000_000L;
    private static final long SILENT_NS = 2_000_000_000L;
    private static final long FORGOTTEN_NS = 500_000_000;
    private static final int CANDIDATES = 4;

    private final Candidate[] candidates = new Candidate[CANDIDATES];
    private @Nullable StreamSpec spec;
    private @Nullable InetSocketAddress source;
    private int rank = NOBODY;
    private long firstNs;
    private long lastNs;
    private long foreign;
    private long unproven;

    private static final class Candidate {
        private @Nullable InetSocketAddress source;
        private int ssrc;
        private int sequence;
        private int packets;
        private long firstNs;
        private long lastNs;

        private boolean isFree(long nowNs) {
            return source == null || nowNs - lastNs > FORGOTTEN_NS;
        }
    }

    SourceLatch() {
        for (int i = 0; i < CANDIDATES; i++) {
            candidates[i] = new Candidate();
        }
    }

    /** An offer was answered: all is learned anew. */
    void expect(StreamSpec agreed) {
        spec = agreed;
        source = null;
        rank = NOBODY;
        for (Candidate candidate : candidates) {
            candidate.source = null;
        }
    }

    /** Whether the packet is the caller's. {@code header} was read from it, and its type is agreed on. */
    boolean admits(InetSocketAddress from, RtpHeader header, long nowNs) {
        if (from.equals(source)) {
            lastNs = nowNs;
            return true;
        }
        int rankOfSender = rank(from);
        if (!mayWin(from, rankOfSender, nowNs)) {
            foreign++;
            return false;
        }
        if (rankOfSender != DESCRIBED && !proves(from, header, nowNs)) {
            unproven++;
            return false;
        }
        if (source == null) {
            firstNs = nowNs;
        }
        source = from;
        rank = rankOfSender;
        lastNs = nowNs;
        return true;
    }

    private int rank(InetSocketAddress from) {
        StreamSpec agreed = spec;
        if (agreed == null) {
            return NOBODY;
        }
        if (from.equals(agreed.remoteRtp())) {
            return DESCRIBED;
        }
        if (from.getAddress().equals(agreed.remoteRtp().getAddress())) {
            return DESCRIBED_HOST;
        }
        var signalling = agreed.sources().signalling();
        if (signalling.isPresent() && from.getAddress().equals(signalling.get())) {
            return SIGNALLING_HOST;
        }
        return agreed.sources().anyone() ? STRANGER : NOBODY;
    }

    private boolean mayWin(InetSocketAddress from, int rankOfSender, long nowNs) {
        InetSocketAddress latched = source;
        if (rankOfSender == NOBODY || latched == null) {
            return rankOfSender != NOBODY;
        }
        if (rankOfSender < rank && nowNs - firstNs < OPEN_NS) {
            return true;
        }
        boolean sameHost = from.getAddress().equals(latched.getAddress());
        return nowNs - lastNs > SILENT_NS
                && (rankOfSender < rank || (rankOfSender == rank && sameHost));
    }

    private boolean proves(InetSocketAddress from, RtpHeader header, long nowNs) {
        Candidate candidate = candidate(from, nowNs);
        if (candidate == null) {
            return false;
        }
        boolean goesOn = candidate.packets > 0 && candidate.ssrc == header.ssrc()
                && header.sequence() == ((candidate.sequence + 1) & 0xffff);
        candidate.packets = goesOn ? candidate.packets + 1 : 1;
        if (!goesOn) {
            candidate.firstNs = nowNs;
        }
        candidate.ssrc = header.ssrc();
        candidate.sequence = header.sequence();
        candidate.lastNs = nowNs;
        return candidate.packets >= PROOF_PACKETS && nowNs - candidate.firstNs >= PROOF_NS;
    }

    /** The sender's place among the few that are watched; null if all are busy with others. */
    private @Nullable Candidate candidate(InetSocketAddress from, long nowNs) {
        Candidate free = null;
        for (Candidate candidate : candidates) {
            if (from.equals(candidate.source) && !candidate.isFree(nowNs)) {
                return candidate;
            }
            if (free == null && candidate.isFree(nowNs)) {
                free = candidate;
            }
        }
        if (free != null) {
            free.source = from;
            free.packets = 0;
        }
        return free;
    }

    /** Where our packets go: to the caller as found, until then to where the SDP says. */
    InetSocketAddress targetOr(InetSocketAddress described) {
        return source == null ? described : source;
    }

    /** Where our reports go: beside our packets, if those do not go where the SDP says. */
    InetSocketAddress reportTarget(StreamSpec agreed) {
        InetSocketAddress latched = source;
        if (agreed.sharesPort()) {
            return targetOr(agreed.remoteRtp());
        }
        if (latched == null || latched.equals(agreed.remoteRtp()) || latched.getPort() == 65_535) {
            return agreed.remoteRtcp();
        }
        return new InetSocketAddress(latched.getAddress(), latched.getPort() + 1);
    }

    /** Whether reports from there may be the caller's. */
    boolean isKnownHost(InetSocketAddress from) {
        InetSocketAddress latched = source;
        StreamSpec agreed = spec;
        if (latched != null && from.getAddress().equals(latched.getAddress())) {
            return true;
        }
        return agreed != null && from.getAddress().equals(agreed.remoteRtcp().getAddress());
    }

    /** Packets of others. */
    long foreign() {
        return foreign;
    }

    /** Packets of those who had not yet proven to be the caller. */
    long unproven() {
        return unproven;
    }
}
