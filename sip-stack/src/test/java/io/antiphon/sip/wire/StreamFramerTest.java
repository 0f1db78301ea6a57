package io.antiphon.sip.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamFramerTest {

    private final EventLoop loop = new DefaultEventLoop();

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static String message(int number, String body) {
        return "OPTIONS sip:a SIP/2.0\r\nX: " + number + "\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** However the network cuts the stream, the same messages come out. Seed 3. */
    @Test
    void messagesDoNotDependOnHowTheStreamIsCut() {
        var random = new Random(3);
        var stream = new StringBuilder();
        var expected = new ArrayList<String>();
        for (int i = 0; i < 50; i++) {
            String message = message(i, "b".repeat(random.nextInt(300)));
            expected.add(message);
            stream.append(message).append("\r\n".repeat(random.nextInt(2)));
        }
        byte[] all = bytes(stream.toString());
        for (int round = 0; round < 20; round++) {
            var channel = new EmbeddedChannel(new StreamFramer());
            for (int at = 0; at < all.length;) {
                int length = Math.min(all.length - at, 1 + random.nextInt(200));
                channel.writeInbound(Unpooled.wrappedBuffer(all, at, length));
                at += length;
            }
            var found = new ArrayList<String>();
            for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
                if (next instanceof byte[] message) {
                    found.add(new String(message, StandardCharsets.UTF_8));
                }
            }
            assertEquals(expected, found);
        }
    }

    private static List<Object> read(byte[] stream) {
        var channel = new EmbeddedChannel(new StreamFramer());
        channel.writeInbound(Unpooled.wrappedBuffer(stream));
        var found = new ArrayList<Object>();
        for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
            found.add(next);
        }
        return found;
    }

    @Test
    void aHeadOrBodyWithoutEndBreaksTheStream() {
        assertEquals(List.of(new StreamFramer.Broken(true)), read(bytes("A".repeat(9_000))));
        assertEquals(List.of(new StreamFramer.Broken(true)),
                read(bytes("A b\r\nl: 70000\r\n\r\n")));
        for (String lengths : List.of("", "l: -1\r\n", "l: 1\r\nContent-Length: 1\r\n")) {
            String head = "A b\r\n" + lengths + "\r\n";
            var found = read(bytes(head + "x"));
            assertArrayEquals(bytes(head), (byte[]) found.getFirst());
            assertEquals(List.of(new StreamFramer.Broken(false)), found.subList(1, found.size()));
        }
        assertEquals(List.of(), read(bytes("A b\r\nl: 10\r\n\r\nfive")));
    }

    @Test
    void twoLineEndsAreAPingAndOneIsNothing() {
        assertEquals(List.of(new StreamFramer.Ping()), read(bytes("\r\n\r\n")));
        assertEquals(List.of(), read(bytes("\r\n")));
    }

    @Test
    void whoeverIsTooSlowIsCut() {
        var counts = new SipCounts();
        var wire = new Wire(loop, counts, (_, _) -> {}, Optional.empty());
        var peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
        var silent = channel(wire, peer);
        silent.advanceTimeBy(9, TimeUnit.SECONDS);
        silent.runScheduledPendingTasks();
        assertTrue(silent.isOpen());
        silent.advanceTimeBy(2, TimeUnit.SECONDS);
        silent.runScheduledPendingTasks();
        assertFalse(silent.isOpen());
        var slow = channel(wire, peer);
        slow.writeInbound(Unpooled.wrappedBuffer(bytes("\r\n\r\n")));
        slow.advanceTimeBy(1, TimeUnit.HOURS);
        slow.runScheduledPendingTasks();
        assertTrue(slow.isOpen());
        slow.writeInbound(Unpooled.wrappedBuffer(bytes("OPTI")));
        for (int i = 0; i < 11 && slow.isOpen(); i++) {
            slow.advanceTimeBy(1, TimeUnit.SECONDS);
            slow.runScheduledPendingTasks();
            if (slow.isOpen()) {
                slow.writeInbound(Unpooled.wrappedBuffer(bytes("x")));
            }
        }
        assertFalse(slow.isOpen());
        assertNull(slow.readInbound());
        assertEquals(2, counts.snapshot().getOrDefault(SipMeter.CONNECTIONS_CUT, 0L));
    }

    private EmbeddedChannel opened(SipCounts counts) {
        var wire = new Wire(loop, counts, (_, _) -> {}, Optional.empty());
        var framer = new StreamFramer();
        var channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline()
                .addLast(framer, new StreamPinger(wire, framer), new StreamReader(wire,
                        Transport.TCP, framer, new InetSocketAddress(5060), false));
        channel.pipeline().fireChannelActive();
        return channel;
    }

    private static void pass(EmbeddedChannel channel, int seconds) {
        // In steps, for a task that comes late makes the next one late.
        for (int i = 0; i < seconds; i += 10) {
            channel.advanceTimeBy(10, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    private static String sent(EmbeddedChannel channel) {
        ByteBuf bytes = channel.readOutbound();
        return bytes == null ? "" : bytes.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void whoeverHasAnsweredAPingAndDoesNotAnswerTheNextIsGone() {
        var channel = opened(new SipCounts());
        for (int i = 0; i < 3; i++) {
            pass(channel, 100);
            assertEquals("\r\n\r\n", sent(channel));
            channel.writeInbound(Unpooled.wrappedBuffer(bytes("\r\n")));
            assertEquals("", sent(channel));
        }
        pass(channel, 100);
        assertEquals("\r\n\r\n", sent(channel));
        assertTrue(channel.isOpen());
        pass(channel, 10);
        assertFalse(channel.isOpen());
    }

    @Test
    void whoeverNeverAnswersAPingMayBeThereAllTheSame() {
        var counts = new SipCounts();
        var channel = opened(counts);
        for (int i = 0; i < 5; i++) {
            pass(channel, 100);
            assertEquals("\r\n\r\n", sent(channel));
            // Their own ping at the same time is answered, and is no answer.
            channel.writeInbound(Unpooled.wrappedBuffer(bytes("\r\n\r\n")));
            assertEquals("\r\n", sent(channel));
        }
        pass(channel, 10);
        assertTrue(channel.isOpen());
        assertEquals(5, counts.snapshot().getOrDefault(SipMeter.KEEP_ALIVES, 0L));
    }

    private static EmbeddedChannel channel(Wire wire, InetSocketAddress peer) {
        var framer = new StreamFramer();
        var channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline()
                .addLast(framer, new StreamReader(wire, Transport.TCP, framer, peer, true));
        channel.pipeline().fireChannelActive();
        return channel;
    }
}
