package io.antiphon.cli.phone;

import io.antiphon.cli.phone.Talker.Beat;
import io.antiphon.cli.wire.G711;
import io.antiphon.cli.wire.WirePacket;
import io.antiphon.cli.wire.WirePacket.Side;
import io.antiphon.time.NanoClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Sends and receives the sound of one call, and keeps every packet. One thread does both: it waits for
 * packets until the next beat is due. Beats are due at the first plus a multiple of 20 ms, so that being late
 * once makes nothing later.
 */
final class SoundLoop {

    private static final long BEAT_NS = 20_000_000;
    private static final long MILLISECOND_NS = 1_000_000;
    private static final int FRAME = 160;
    private static final int LARGEST_DATAGRAM = 2_048;
    private static final int KEY_REPEATS = 2;

    private final DatagramChannel channel;
    private final InetSocketAddress remote;
    private final Talker talker;
    private final NanoClock clock;
    private final RtpSender sender;
    private final List<WirePacket> packets = new ArrayList<>();
    private final ByteBuffer received = ByteBuffer.allocate(LARGEST_DATAGRAM);
    private final short[] frame = new short[FRAME];
    private final Pacing pacing = new Pacing();

    /** The channel is connected to nobody and not blocking; {@code keyPayloadType} as negotiated. */
    SoundLoop(DatagramChannel channel, InetSocketAddress remote, int keyPayloadType, Talker talker,
            NanoClock clock) {
        this.channel = channel;
        this.remote = remote;
        this.talker = talker;
        this.clock = clock;
        sender = new RtpSender(keyPayloadType);
    }

    /** Loads what the first beats need, for that takes longer than a beat. */
    static void rehearse() {
        var packet = new RtpSender(G711.PCMU).sound(new short[FRAME]);
        WirePacket.parse(Side.CALLER, 0, packet).ifPresent(WirePacket::sound);
    }

    /** Runs until the talker hangs up or the call is over; answers whether the talker did. */
    boolean run(BooleanSupplier over) throws IOException {
        try (var selector = Selector.open()) {
            var key = channel.register(selector, SelectionKey.OP_READ);
            long dueNs = clock.nanoTime();
            while (!over.getAsBoolean()) {
                long waitNs = dueNs - clock.nanoTime();
                if (waitNs > 0) {
                    await(selector, waitNs);
                    receive();
                } else if (beat(dueNs)) {
                    dueNs += BEAT_NS;
                } else {
                    return true;
                }
            }
            key.cancel();
            return false;
        }
    }

    /** Every packet of the call, in the order in which it was seen. */
    List<WirePacket> packets() {
        return packets;
    }

    /** How punctual we were. */
    Pacing pacing() {
        return pacing;
    }

    private static void await(Selector selector, long waitNs) throws IOException {
        if (waitNs > 2 * MILLISECOND_NS) {
            selector.select(waitNs / MILLISECOND_NS - 1);
            selector.selectedKeys().clear();
        } else {
            LockSupport.parkNanos(waitNs);
        }
    }

    private void receive() throws IOException {
        for (SocketAddress from = channel.receive(received.clear()); from != null; from = channel
                .receive(received.clear())) {
            long atNs = clock.nanoTime();
            if (from.equals(remote)) {
                var bytes = Arrays.copyOf(received.array(), received.position());
                WirePacket.parse(Side.AGENT, atNs, bytes).ifPresent(this::hear);
            }
        }
    }

    private void hear(WirePacket packet) {
        packets.add(packet);
        if (G711.isSound(packet.header().payloadType())) {
            talker.hear(packet.atNs(), packet.sound());
        }
    }

    private boolean beat(long dueNs) throws IOException {
        long nowNs = clock.nanoTime();
        pacing.left(nowNs - dueNs);
        Arrays.fill(frame, (short) 0);
        switch (talker.beat(nowNs, frame)) {
            case Beat.Silence _, Beat.Sound _ -> send(sender.sound(frame));
            case Beat.Key key -> press(key);
            case Beat.HangUp _ -> {
                return false;
            }
        }
        return true;
    }

    private void press(Beat.Key key) throws IOException {
        var packet = sender.key(key.digit(), key.beats(), key.last());
        send(packet);
        for (int i = 0; key.last() && i < KEY_REPEATS; i++) {
            send(sender.again(packet));
        }
    }

    private void send(byte[] packet) throws IOException {
        long atNs = clock.nanoTime();
        channel.send(ByteBuffer.wrap(packet), remote);
        WirePacket.parse(Side.CALLER, atNs, packet).ifPresent(packets::add);
    }
}
