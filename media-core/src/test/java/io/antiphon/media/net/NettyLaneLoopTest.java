package io.antiphon.media.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On real sockets of the loopback; each test with epoll and without. */
class NettyLaneLoopTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final List<LaneLoop> loops = new ArrayList<>();
    private final BlockingQueue<String> received = new ArrayBlockingQueue<>(100);

    private LaneLoop loop(boolean epoll, PortRange ports) {
        var loop = new NettyLaneLoop(Thread::new, System::nanoTime, ports, LOOPBACK, epoll);
        loops.add(loop);
        return loop;
    }

    private static PortRange range(int from, int to) {
        return new PortRange(from, to, new Random());
    }

    @AfterEach
    void close() {
        loops.forEach(LaneLoop::close);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void datagramsGoBothWaysBetweenTwoPairsOfPorts(boolean epoll) throws Exception {
        var loop = loop(epoll, range(20_000, 29_999));
        var left = loop.open().orElseThrow();
        var right = loop.open().orElseThrow();
        assertEquals(0, left.localRtp().getPort() % 2);
        assertEquals(left.localRtp().getPort() + 1, left.localRtcp().getPort());
        listen(loop, left, "left");
        listen(loop, right, "right");
        loop.execute(() -> {
            left.sendRtp(bytes("one"), right.localRtp());
            left.sendRtcp(bytes("two"), right.localRtcp());
            right.sendRtp(bytes("three"), left.localRtp());
        });
        var heard = List.of(next(), next(), next());
        assertTrue(heard.contains("right rtp one " + left.localRtp().getPort()), heard::toString);
        assertTrue(heard.contains("right rtcp two " + left.localRtcp().getPort()),
                heard::toString);
        assertTrue(heard.contains("left rtp three " + right.localRtp().getPort()),
                heard::toString);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyDatagramsInOneBeatLeaveInOrderAndUnmixed(boolean epoll) throws Exception {
        var loop = loop(epoll, range(20_000, 29_999));
        var left = loop.open().orElseThrow();
        var right = loop.open().orElseThrow();
        listen(loop, right, "right");
        loop.execute(() -> {
            for (int i = 0; i < 50; i++) {
                var target = i % 10 == 9 ? left.localRtp() : right.localRtp();
                assertTrue(left.sendRtp(bytes("number " + i), target));
            }
        });
        for (int i = 0; i < 50; i++) {
            if (i % 10 != 9) {
                assertEquals("right rtp number " + i + " " + left.localRtp().getPort(), next());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readerThatFailsReadsTheNextDatagramAllTheSame(boolean epoll) throws Exception {
        var loop = loop(epoll, range(20_000, 29_999));
        var port = loop.open().orElseThrow();
        var ready = new CompletableFuture<Void>();
        loop.execute(() -> {
            port.deliver((datagram, _, _) -> {
                if (datagram.get(0) == 'x') {
                    throw new IllegalStateException("a mistake");
                }
                received.add("fine");
            }, (_, _, _) -> {});
            ready.complete(null);
        });
        ready.get(5, SECONDS);
        try (var socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(new byte[]{'x'}, 1, port.localRtp()));
            socket.send(new DatagramPacket(new byte[4_000], 4_000, port.localRtp()));
        }
        assertEquals("fine", next());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void portsThatOthersHoldAreSkippedAndAnEmptyRangeSaysSo(boolean epoll) throws Exception {
        try (var taken = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            int from = taken.getLocalPort() & ~1;
            var loop = loop(epoll, range(from, from + 1));
            assertTrue(loop.open().isEmpty());
        }
        int free = freePair();
        var loop = loop(epoll, range(free, free + 1));
        var port = loop.open().orElseThrow();
        assertTrue(loop.open().isEmpty());
        port.close();
        port.close();
        // The pair rests.
        assertTrue(loop.open().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closedPortSendsNothingAndIsFreeForTheSystem(boolean epoll) throws Exception {
        var loop = loop(epoll, range(20_000, 29_999));
        var port = loop.open().orElseThrow();
        var sent = new CompletableFuture<Boolean>();
        loop.execute(() -> {
            port.sendRtp(bytes("before"), port.localRtp());
            port.close();
            sent.complete(port.sendRtp(bytes("after"), port.localRtp()));
        });
        assertFalse(sent.get(5, SECONDS));
        boolean isFree = false;
        // Without epoll the socket is closed when the loop looks for work the next time.
        for (int pass = 0; pass < 1_000 && !isFree; pass++) {
            pass(loop);
            isFree = isFree(port.localRtp());
        }
        assertTrue(isFree);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void timersRunOnTheLoopInTheOrderOfTheirDeadlines(boolean epoll) throws Exception {
        var loop = loop(epoll, range(20_000, 29_999));
        loop.execute(() -> {
            long now = loop.nanoTime();
            loop.at(now + 30_000_000, () -> received.add("third " + loop.inLoop()));
            loop.after(10_000_000, () -> received.add("second"));
            loop.at(now - 1, () -> received.add("first"));
            loop.after(5_000_000, () -> received.add("never")).cancel();
        });
        assertEquals("first", next());
        assertEquals("second", next());
        assertEquals("third true", next());
        assertFalse(loop.inLoop());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endedLoopTakesNoWorkAndOpensNoPort(boolean epoll) {
        var loop = loop(epoll, range(20_000, 29_999));
        loop.close();
        assertFalse(loop.execute(() -> received.add("never")));
        assertTrue(loop.open().isEmpty());
    }

    private void listen(LaneLoop loop, RtpPort port, String name) throws Exception {
        var ready = new CompletableFuture<Void>();
        loop.execute(() -> {
            port.deliver((datagram, source, _) -> note(name + " rtp ", datagram, source),
                    (datagram, source, _) -> note(name + " rtcp ", datagram, source));
            ready.complete(null);
        });
        ready.get(5, SECONDS);
    }

    private void note(String prefix, ByteBuffer datagram, InetSocketAddress source) {
        received.add(prefix + UTF_8.decode(datagram) + " " + source.getPort());
    }

    private String next() throws InterruptedException {
        var next = received.poll(5, SECONDS);
        return next == null ? "nothing came" : next;
    }

    private static void pass(LaneLoop loop) throws Exception {
        var passed = new CompletableFuture<Void>();
        loop.execute(() -> passed.complete(null));
        passed.get(5, SECONDS);
    }

    private static boolean isFree(InetSocketAddress address) throws Exception {
        try (var again = new DatagramSocket(address)) {
            return again.isBound();
        } catch (BindException _) {
            return false;
        }
    }

    private static int freePair() throws Exception {
        for (int port = 30_000; port < 32_000; port += 2) {
            try (var even = new DatagramSocket(new InetSocketAddress(LOOPBACK, port));
                    var odd = new DatagramSocket(new InetSocketAddress(LOOPBACK, port + 1))) {
                return even.getLocalPort() + odd.getLocalPort() - port - 1;
            } catch (BindException _) {
                // The next pair, then.
            }
        }
        throw new AssertionError("no free pair of ports");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
