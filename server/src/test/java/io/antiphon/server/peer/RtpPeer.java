package io.antiphon.server.peer;

import io.antiphon.audio.Pcm;
import io.antiphon.media.codec.AudioDecoder;
import io.antiphon.media.codec.AudioEncoder;
import io.antiphon.media.codec.Codec;
import io.antiphon.testkit.Tone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One end of a stream of PCMU: says a tone, packet by packet, and measures what it hears. */
final class RtpPeer implements AutoCloseable {

    private static final int HEADER = 12;
    private static final int PATIENCE_MS = 5_000;

    private final DatagramSocket socket;
    private final AudioEncoder encoder = new AudioEncoder(Codec.PCMU);
    private final AudioDecoder decoder = new AudioDecoder(Codec.PCMU);
    private final short[] tone;
    private final int ssrc;
    private InetSocketAddress server = new InetSocketAddress(0);
    private int packets;

    /** {@code amplitude} of what it says, in sample units. */
    RtpPeer(String host, int amplitude) throws IOException {
        socket = new DatagramSocket(0, InetAddress.getByName(host));
        socket.setSoTimeout(PATIENCE_MS);
        tone = Tone.sine(500, amplitude, Pcm.FRAME_SAMPLES);
        ssrc = 0x5eed0000 + socket.getLocalPort();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Where it sends to. */
    void towards(int port) {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The next 20 ms; 500 Hz goes into them whole. */
    void says() throws IOException {
        var packet = ByteBuffer.allocate(HEADER + AudioEncoder.FRAME_BYTES);
        packet.put((byte) 0x80).put((byte) 0).putShort((short) packets);
        packet.putInt(packets * AudioEncoder.FRAME_BYTES).putInt(ssrc);
        encoder.encode(tone, packet.array(), HEADER);
        packets++;
        sends(packet.array());
    }

    void sends(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, server));
    }

    /** Waits for the next packet and answers how loud it is. */
    double hears() throws IOException {
        var packet = new DatagramPacket(new byte[2_048], 2_048);
        socket.receive(packet);
        var pcm = new short[Pcm.FRAME_SAMPLES];
        var payload = Arrays.copyOfRange(packet.getData(), HEADER, packet.getLength());
        return Pcm.levelDb(pcm, 0, decoder.decode(payload, payload.length, pcm));
    }

    /** Waits for the next packet and answers its place in the stream: its number, and below that its 32 bits of time. */
    long hearsPlace() {
        var packet = new DatagramPacket(new byte[2_048], 2_048);
        try {
            socket.receive(packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var header = ByteBuffer.wrap(packet.getData());
        return ((long) header.getShort(2) << 32) | (header.getInt(4) & 0xffffffffL);
    }

    /** Whether a packet has come that was not waited for. */
    boolean hasHeard() throws IOException {
        socket.setSoTimeout(1);
        try {
            socket.receive(new DatagramPacket(new byte[2_048], 2_048));
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
