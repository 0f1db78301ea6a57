package io.antiphon.sip.core;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A peer that speaks SIP by hand, over TCP. */
final class StreamPeer implements Peer {

    private final Socket socket;
    private final DataInputStream in;

    StreamPeer(int target) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), target));
    }

    StreamPeer(Socket connected) throws IOException {
        socket = connected;
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
    }

    @Override
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    public String receive() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        var body = new byte[Integer
                .parseInt(RawPeer.header(head.toString(), "Content-Length"))];
        in.readFully(body);
        return head + new String(body, StandardCharsets.UTF_8);
    }

    /** Whether the other side hangs up without another word. */
    boolean isCut() throws IOException {
        try {
            in.readByte();
            return false;
        } catch (EOFException end) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
