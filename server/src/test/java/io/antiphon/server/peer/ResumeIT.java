package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in the middle of a conversation, and its caller, who rings again. */
class ResumeIT {

    private static final String TEMPLATE = """
            name: orders
            opening: welcome
            home: welcome
            unclear: { retries: 9, say: Sorry., go: bye }
            silence: { retries: 9, say: Hello., go: bye }
            fields:
              cakes: { type: digits, min-digits: 1, max-digits: 1, ask: "How many cakes?" }
              code: { type: digits, min-digits: 2, max-digits: 2, ask: "Your code, please." }
            stages:
              - { id: welcome, say: Good day., ask: "Press one to order.", on: { digit: { 1: order } } }
              - { id: order, collects: [cakes, code], on: { filled: bye } }
              - { id: bye, say: "{cakes} cakes for {code}. Goodbye.", end: hang-up }
            """;
    private static final int EVENT = 101;

    @TempDir
    private Path folder;

    @Test
    void whoRingsAgainAfterAKilledServerGoesOnWhereTheyWere() throws Exception {
        int port = freePort();
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var journal = folder.resolve("calls.jsonl");
        var template = Files.writeString(folder.resolve("orders.yaml"), TEMPLATE);
        String agents = "agents: { default: orders, templates: { orders: \"" + template
                + "\" } }\n";
        try (var caller = new SipCaller(server);
                var sound = new RtpPeer("127.0.0.1", 0);
                var first = ServerProcess.start(port, journal, agents)) {
            sound.towards(caller.call("700", offer(sound.port())));
            first.await("the opening", () -> events("speech.begin").size() == 1);
            press(sound, 1, 0);
            press(sound, 6, 1);
            first.await("the conversation to be kept", () -> kept().contains("\"cakes\":{"));
            first.kill();
        }
        try (var caller = new SipCaller(server);
                var sound = new RtpPeer("127.0.0.1", 0);
                var second = ServerProcess.start(port, journal, agents)) {
            sound.towards(caller.call("700", offer(sound.port())));
            second.await("the conversation to go on",
                    () -> events("resumed").size() == 1 && events("speech.begin").size() == 1);
            assertEquals("order", events("resumed").getFirst().path("stage").asText());
            String said = events("speech.begin").getFirst().path("text").asText();
            assertTrue(said.startsWith("Hello again.") && said.endsWith("Your code, please."),
                    said);
            press(sound, 4, 0);
            press(sound, 2, 1);
            second.await("the goodbye", () -> events("speech.begin").toString()
                    .contains("cakes for"));
            assertEquals("six cakes for four two. Goodbye.",
                    events("speech.begin").getLast().path("text").asText());
            caller.agree(caller.await("BYE "));
            second.await("nothing to be left", () -> kept().isEmpty());
        }
    }

    private static String offer(int port) {
        return SipCaller.sdp(port).replace("RTP/AVP 0", "RTP/AVP 0 " + EVENT)
                + "a=rtpmap:" + EVENT + " telephone-event/8000\r\n";
    }

    /** As RFC 4733 has it: three packets while it is down, and the last one three times. */
    private static void press(RtpPeer sound, int digit, int nth) throws IOException {
        for (int i = 0; i < 6; i++) {
            var packet = ByteBuffer.allocate(16);
            packet.put((byte) 0x80).put((byte) (i == 0 ? 0x80 | EVENT : EVENT));
            packet.putShort((short) (nth * 6 + i)).putInt(8_000 * (nth + 1)).putInt(0x5eed);
            packet.put((byte) digit).put((byte) (i < 3 ? 10 : 0x80 | 10));
            packet.putShort((short) (160 * (Math.min(i, 3) + 1)));
            sound.sends(packet.array());
        }
    }

    private String kept() throws IOException {
        var all = new StringBuilder();
        var sessions = folder.resolve("calls.sessions");
        try (var files = Files.list(sessions)) {
            for (var file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private List<JsonNode> events(String type) throws IOException {
        var found = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(folder.resolve("calls.jsonl.events"))) {
            if (line.endsWith("}") && line.contains("\"type\":\"" + type + "\"")) {
                found.add(new ObjectMapper().readTree(line));
            }
        }
        return found;
    }

    private static int freePort() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
