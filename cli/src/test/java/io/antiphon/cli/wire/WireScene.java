package io.antiphon.cli.wire;

import io.antiphon.cli.wire.WirePacket.Side;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A call made of packets: each side a tone where it speaks and silence elsewhere, so every answer is known. */
public final class WireScene {

    private static final int FRAME = 160;
    private static final long FRAME_NS = 20_000_000;
    private static final long AT_NS = 5_000_000_000_000L;
    private static final byte SILENCE = (byte) 0xff;
    private static final int LOUD = 8_000;

    private final List<WirePacket> packets = new ArrayList<>();
    private final List<double[]> voices = new ArrayList<>();

    /** The monotonic time of a point of the axis. */
    public static long ns(double ms) {
        return AT_NS + Math.round(ms * 1e6);
    }

    /** The next stream speaks here, in milliseconds of its own sound. */
    public WireScene voice(double fromMs, double toMs) {
        voices.add(new double[]{fromMs, toMs});
        return this;
    }

    /** The caller sends all the time; the first packet leaves at 0 with sound spoken since -20. */
    public WireScene caller(double durationMs) {
        return stream(Side.CALLER, 0, -20, durationMs);
    }

    /** The agent sends all the time, its first packet arriving at {@code fromMs}. */
    public WireScene agent(double fromMs, double durationMs) {
        return stream(Side.AGENT, fromMs, fromMs, durationMs);
    }

    private WireScene stream(Side side, double sentMs, double soundMs, double durationMs) {
        int count = (int) (durationMs / 20);
        for (int i = 0; i < count; i++) {
            var payload = new byte[FRAME];
            for (int k = 0; k < FRAME; k++) {
                double ms = soundMs + (i * FRAME + k) / 8.0;
                payload[k] = voiced(ms) ? tone(k) : SILENCE;
            }
            var header = new int[]{0, side == Side.CALLER ? 11 : 22};
            packet(side, ns(sentMs) + i * FRAME_NS, i, header, payload);
        }
        voices.clear();
        return this;
    }

    private void packet(Side side, long atNs, int index, int[] header, byte[] payload) {
        // Counters start shortly before they wrap, as they may.
        var bytes = ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) header[0])
                .putShort((short) (65_500 + index))
                .putInt(-1_000 + index * FRAME)
                .putInt(header[1])
                .put(payload);
        packets.add(WirePacket.parse(side, atNs, bytes.array()).orElseThrow());
    }

    private boolean voiced(double ms) {
        return voices.stream().anyMatch(voice -> ms >= voice[0] && ms < voice[1]);
    }

    private static byte tone(int k) {
        return G711.encodeMu((short) (LOUD * Math.sin(2 * Math.PI * 500 * k / 8_000)));
    }

    /** Makes a packet of one side later, by its place in the stream. */
    public WireScene delay(Side side, int index, double byMs) {
        int at = 0;
        for (int i = 0; i < packets.size(); i++) {
            var packet = packets.get(i);
            if (packet.side() == side && at++ == index) {
                packets.set(i,
                        new WirePacket(side, packet.atNs() + Math.round(byMs * 1e6),
                                packet.header(),
                                packet.datagram()));
            }
        }
        return this;
    }

    /** Loses a packet of one side. */
    public WireScene lose(Side side, int index) {
        var kept = new ArrayList<WirePacket>();
        int at = 0;
        for (var packet : packets) {
            if (packet.side() != side || at++ != index) {
                kept.add(packet);
            }
        }
        packets.clear();
        packets.addAll(kept);
        return this;
    }

    public List<WirePacket> packets() {
        return List.copyOf(packets);
    }

    public WireRecord record() {
        return new WireRecord(packets);
    }
}
