package io.antiphon.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.regex.Pattern;

/** A telephone of a few lines over UDP, that says exactly what a test wants, for one call. */
final class SipCaller implements AutoCloseable {

    private static final int PATIENCE_MS = 5_000;
    private static final Pattern PORT = Pattern.compile("m=audio (\\d+)");

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final String callId = UUID.randomUUID().toString();
    private String to = "";
    private String headers = "";
    private int sequence;

    SipCaller(InetSocketAddress server) throws IOException {
        this.server = server;
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(PATIENCE_MS);
    }

    /** Sends whatever it is given. */
    void send(byte[] message) throws IOException {
        socket.send(new DatagramPacket(message, message.length, server));
    }

    /** Further header lines for each INVITE, each with its CRLF. */
    SipCaller saying(String lines) {
        headers = lines;
        return this;
    }

    /** An INVITE as it should be. */
    String inviteTo(String user, int rtpPort) {
        return inviteTo(user, sdp(rtpPort));
    }

    /** An INVITE that offers whatever it is given. */
    String inviteTo(String user, String sdp) {
        to = "<sip:" + user + "@127.0.0.1>";
        sequence++;
        return request("INVITE", headers + "Content-Type: application/sdp\r\n", sdp);
    }

    static String sdp(int rtpPort) {
        return """
                v=0
                o=caller 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio %d RTP/AVP 0
                a=rtpmap:0 PCMU/8000
                a=ptime:20
                """.formatted(rtpPort).replace("\n", "\r\n");
    }

    /** Calls, and answers with the port to which sound shall go; the call is up then. */
    int call(String user, int rtpPort) throws IOException {
        return call(user, sdp(rtpPort));
    }

    /** The same with whatever it is given for an offer. */
    int call(String user, String sdp) throws IOException {
        int port = ring(user, sdp);
        send(request("ACK", "", "").getBytes(UTF_8));
        return port;
    }

    /** The same without the ACK. */
    int ring(String user, int rtpPort) throws IOException {
        return ring(user, sdp(rtpPort));
    }

    private int ring(String user, String sdp) throws IOException {
        send(inviteTo(user, sdp).getBytes(UTF_8));
        String answer = await("SIP/2.0 200");
        to = header(answer, "To");
        var port = PORT.matcher(answer);
        if (!port.find()) {
            throw new IOException("no port in " + answer);
        }
        return Integer.parseInt(port.group(1));
    }

    void hangUp() throws IOException {
        sequence++;
        send(request("BYE", "", "").getBytes(UTF_8));
        var _ = await("SIP/2.0 200");
    }

    /** Agrees with a request of the server's. */
    void agree(String request) throws IOException {
        answer(request, "200 OK");
    }

    /** Knows nothing of the call in which the server asks for something. */
    void disagree(String request) throws IOException {
        answer(request, "481 Call/Transaction Does Not Exist");
    }

    private void answer(String request, String status) throws IOException {
        var answer = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (var name : new String[]{"Via", "From", "To", "Call-ID", "CSeq"}) {
            answer.append(name).append(": ").append(header(request, name)).append("\r\n");
        }
        send(answer.append("Content-Length: 0\r\n\r\n").toString().getBytes(UTF_8));
    }

    /** The next message that begins so; others are let pass. */
    String await(String beginning) throws IOException {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        String message;
        do {
            socket.receive(packet);
            message = new String(packet.getData(), 0, packet.getLength(), UTF_8);
        } while (!message.startsWith(beginning));
        return message;
    }

    private String request(String method, String more, String body) {
        String here = "127.0.0.1:" + socket.getLocalPort();
        return """
                %s sip:service@127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP %s;branch=z9hG4bK%s
                From: <sip:caller@127.0.0.1>;tag=caller
                To: %s
                Call-ID: %s
                CSeq: %d %s
                Contact: <sip:caller@%s>
                Max-Forwards: 70
                """.formatted(method, here, UUID.randomUUID(), to, callId, sequence, method, here)
                .replace("sip:service@127.0.0.1", to.replaceAll("[<>]|;tag=.*", ""))
                .replace("\n", "\r\n") + more + "Content-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static String header(String message, String name) throws IOException {
        var line = Pattern.compile("\n" + name + ": *([^\r]*)").matcher(message);
        if (!line.find()) {
            throw new IOException("no " + name + " in " + message);
        }
        return line.group(1);
    }

    @Override
    public void close() {
        socket.close();
    }
}
