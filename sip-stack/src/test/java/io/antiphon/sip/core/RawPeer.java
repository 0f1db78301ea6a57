package io.antiphon.sip.core;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A peer that speaks SIP by hand, over UDP. */
final class RawPeer implements Peer {

    private final DatagramSocket socket;
    private final int target;
    private InetSocketAddress lastSource = new InetSocketAddress(0);

    RawPeer(int target) throws IOException {
        this.target = target;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(10_000);
    }

    int port() {
        return socket.getLocalPort();
    }

    void send(String message) throws IOException {
        send(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void send(byte[] bytes) throws IOException {
        socket.send(
                new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), target));
    }

    void answer(String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, lastSource));
    }

    @Override
    public String receive() throws IOException {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        socket.receive(packet);
        lastSource = (InetSocketAddress) packet.getSocketAddress();
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    /** The next message, if one comes within the time. */
    Optional<String> receiveWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return Optional.of(receive());
        } catch (SocketTimeoutException silence) {
            return Optional.empty();
        } finally {
            socket.setSoTimeout(10_000);
        }
    }

    /** The first message that begins so. */
    String receive(String beginning) throws IOException {
        for (int i = 0; i < 20; i++) {
            String message = receive();
            if (message.startsWith(beginning)) {
                return message;
            }
        }
        throw new AssertionError("nothing begins with " + beginning);
    }

    /** A request with everything it needs; extra header lines end with CRLF each. */
    String request(String method, String uri, String id, String extra, String body) {
        return method + " " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + port()
                + ";branch=z9hG4bK" + id + method
                + ";rport\r\nMax-Forwards: 70\r\nFrom: <sip:raw@127.0.0.1>;tag=f" + id
                + "\r\nTo: <" + uri + ">\r\nCall-ID: " + id + "\r\nCSeq: 1 " + method
                + "\r\nContact: <sip:raw@127.0.0.1:" + port() + ">\r\n" + extra + "Content-Length: "
                + body.length()
                + "\r\n\r\n" + body;
    }

    /** The answer to a request as received, with more header lines. */
    static String response(String request, String statusLine, String extra) {
        var out = new StringBuilder("SIP/2.0 " + statusLine + "\r\n");
        for (String name : new String[]{"Via", "From", "To", "Call-ID", "CSeq"}) {
            String value = header(request, name);
            out.append(name).append(": ").append(value);
            if (name.equals("To") && !value.contains("tag=")) {
                out.append(";tag=raw");
            }
            out.append("\r\n");
        }
        return out + extra + "Content-Length: 0\r\n\r\n";
    }

    static String header(String message, String name) {
        return message.lines()
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .map(line -> line.substring(name.length() + 1).strip())
                .orElse("");
    }

    @Override
    public void close() {
        socket.close();
    }
}
