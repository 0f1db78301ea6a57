package io.antiphon.cli.wire;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Packets in a file that Wireshark opens: the nanosecond form of pcap, each packet as raw IPv4 with UDP.
 * The timestamps are the machine's monotonic clock, so "seconds since 1970" there are seconds since boot.
 */
public final class Pcap {

    private static final int MAGIC_NANOSECONDS = 0xa1b23c4d;
    private static final int LINKTYPE_RAW = 101;
    private static final int FILE_HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;
    private static final int IP_AND_UDP_BYTES = 28;
    private static final int UDP = 17;
    private static final long SECOND_NS = 1_000_000_000;

    private final InetSocketAddress caller;
    private final InetSocketAddress agent;

    /** Both ends as the caller sees them; only IPv4 addresses are written, others as 0.0.0.0. */
    public Pcap(InetSocketAddress caller, InetSocketAddress agent) {
        this.caller = caller;
        this.agent = agent;
    }

    public void write(List<WirePacket> packets, Path file) throws IOException {
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            out.write(ByteBuffer.allocate(FILE_HEADER_BYTES)
                    .putInt(MAGIC_NANOSECONDS)
                    .putShort((short) 2)
                    .putShort((short) 4)
                    .putLong(0)
                    .putInt(0xffff)
                    .putInt(LINKTYPE_RAW)
                    .array());
            for (var packet : packets) {
                out.write(record(packet));
            }
        }
    }

    private byte[] record(WirePacket packet) {
        var datagram = packet.datagram().duplicate().rewind();
        int length = IP_AND_UDP_BYTES + datagram.remaining();
        boolean sent = packet.side() == WirePacket.Side.CALLER;
        var from = sent ? caller : agent;
        var to = sent ? agent : caller;
        var out = ByteBuffer.allocate(RECORD_HEADER_BYTES + length);
        out.putInt((int) (packet.atNs() / SECOND_NS)).putInt((int) (packet.atNs() % SECOND_NS));
        out.putInt(length).putInt(length);
        out.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
        out.put((byte) 64).put((byte) UDP).putShort((short) 0);
        out.put(address(from)).put(address(to));
        out.putShort((short) from.getPort()).putShort((short) to.getPort());
        out.putShort((short) (length - 20)).putShort((short) 0);
        out.put(datagram);
        return out.array();
    }

    private static byte[] address(InetSocketAddress end) {
        var address = end.getAddress();
        byte[] bytes = address == null ? new byte[0] : address.getAddress();
        return bytes.length == 4 ? bytes : new byte[4];
    }

    /** The RTP packets of a file that {@link #write} made; {@code callerPort} tells who sent which. */
    public static List<WirePacket> read(Path file, int callerPort) throws IOException {
        var in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.BIG_ENDIAN);
        if (in.remaining() < FILE_HEADER_BYTES || in.getInt(0) != MAGIC_NANOSECONDS) {
            throw new IOException(file + ": not a packet record of this program");
        }
        in.position(FILE_HEADER_BYTES);
        var packets = new ArrayList<WirePacket>();
        while (in.remaining() >= RECORD_HEADER_BYTES + IP_AND_UDP_BYTES) {
            long atNs = in.getInt() * SECOND_NS + in.getInt();
            int length = in.getInt();
            in.getInt();
            if (length < IP_AND_UDP_BYTES || length > in.remaining()) {
                throw new IOException(file + ": cut short at byte " + in.position());
            }
            int fromPort = in.getShort(in.position() + 20) & 0xffff;
            in.position(in.position() + IP_AND_UDP_BYTES);
            var bytes = new byte[length - IP_AND_UDP_BYTES];
            in.get(bytes);
            var side = fromPort == callerPort ? WirePacket.Side.CALLER : WirePacket.Side.AGENT;
            WirePacket.parse(side, atNs, bytes).ifPresent(packets::add);
        }
        return packets;
    }
}
