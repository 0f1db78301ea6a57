package io.antiphon.cli.wire;

import io.antiphon.audio.Wav;
import io.antiphon.cli.wire.WirePacket.Side;
import java.util.Comparator;
import java.util.List;

/**
 * Both sides of a call on one time axis, made from the packets at the caller's socket alone. Zero is the
 * first RTP packet of either side.
 */
public final class WireRecord {

    private static final long CAPTURE_NS = 20_000_000;
    private static final double NS_PER_MS = 1e6;

    private final long zeroNs;
    private final WireTrack caller;
    private final WireTrack agent;

    public WireRecord(List<WirePacket> packets) {
        var sound = packets.stream()
                .filter(packet -> G711.isSound(packet.header().payloadType()))
                .filter(packet -> packet.payload().hasRemaining())
                .sorted(Comparator.comparingLong(WirePacket::atNs))
                .toList();
        if (sound.isEmpty()) {
            throw new IllegalArgumentException("no packet with sound");
        }
        zeroNs = packets.stream().mapToLong(WirePacket::atNs).min().orElseThrow();
        // The caller's packet is full, and sent, 20 ms after its first sample was spoken.
        var said = new Placement(CAPTURE_NS).place(of(Side.CALLER, sound));
        var heard = new Placement(0).place(of(Side.AGENT, sound));
        int length = Math.max(endOf(said), endOf(heard));
        caller = WireTrack.lay(said, zeroNs, length);
        agent = WireTrack.lay(heard, zeroNs, length);
    }

    private static List<WirePacket> of(Side side, List<WirePacket> packets) {
        return packets.stream().filter(packet -> packet.side() == side).toList();
    }

    private int endOf(List<WireTrack.Placed> placed) {
        if (placed.isEmpty()) {
            return 0;
        }
        var last = placed.getLast();
        return (int) ((last.slotNs() - zeroNs) / WireTrack.SAMPLE_NS)
                + last.packet().payload().remaining();
    }

    public WireTrack caller() {
        return caller;
    }

    public WireTrack agent() {
        return agent;
    }

    /** A reading of the machine's monotonic clock, on the axis of this call. */
    public double ms(long atNs) {
        return (atNs - zeroNs) / NS_PER_MS;
    }

    public double durationMs() {
        return caller.samples().length * 1_000.0 / WireTrack.RATE;
    }

    /** The call as a person hears it: the caller left, the agent right. */
    public Wav stereo() {
        return new Wav(WireTrack.RATE, List.of(caller.samples(), agent.samples()));
    }
}
