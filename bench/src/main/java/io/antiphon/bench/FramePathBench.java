package io.antiphon.bench;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What 20 ms of one call cost the lane, from the datagram's bytes to a frame in order and from a frame to the
 * datagram's bytes, without the kernel.
 *
 * <p>Question: how many calls can one thread serve before the arithmetic, not the network, is its limit?
 * Baseline: {@link #copy}, the same datagram copied once. Budget: 5 µs for {@link #beat}, 0 B/op.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class FramePathBench {

    private final ByteBuffer[] datagrams = Packets.datagrams(Line.PCMU);
    private final short[][] frames = Packets.frames();
    private final byte[] copied = new byte[Packets.BYTES];
    private final Line line = new Line();
    private int received;
    private int sent;

    /** A packet comes, in order. */
    @Benchmark
    public long receive() {
        line.session.received(Packets.due(datagrams, received), Line.CALLER,
                received * Line.BEAT_NS);
        received++;
        return line.seen();
    }

    /** A frame goes. */
    @Benchmark
    public boolean send() {
        boolean taken = line.session.send(frames[sent & Packets.MASK], sent * Line.BEAT_NS);
        sent++;
        return taken;
    }

    /** Both, and what is due between them: keys, gaps, a report every five seconds. */
    @Benchmark
    public boolean beat() {
        receive();
        line.session.poll(received * Line.BEAT_NS);
        return send();
    }

    @Benchmark
    public byte[] copy() {
        System.arraycopy(datagrams[received++ & Packets.MASK].array(), 0, copied, 0, Packets.BYTES);
        return copied;
    }

    /** A packet that was dropped would have been cheap. */
    @TearDown
    public void nothingWasDropped() {
        var seen = line.session.snapshot();
        if (seen.datagrams() != line.framesHeard() || seen.concealedFrames() > 0
                || seen.packetsSent() != sent) {
            throw new IllegalStateException(seen.toString());
        }
    }
}
