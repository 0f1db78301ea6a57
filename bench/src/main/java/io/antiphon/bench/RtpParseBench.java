package io.antiphon.bench;

import java.net.InetSocketAddress;
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
 * What it costs to find out that a datagram is not for us.
 *
 * <p>Question: how much of a lane can a flood of foreign packets take? They are turned away by their header,
 * so this is also the price of reading one. Baseline: {@link #copy}, the same datagram copied out of its
 * buffer. Budget: 30 ns, 0 B/op.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class RtpParseBench {

    private static final int NOT_AGREED_ON = 96;

    private final ByteBuffer[] otherTypes = Packets.datagrams(NOT_AGREED_ON);
    private final ByteBuffer[] datagrams = Packets.datagrams(Line.PCMU);
    private final InetSocketAddress[] strangers = new InetSocketAddress[Packets.COUNT];
    private final byte[] copied = new byte[Packets.BYTES];
    private final Line line = new Line();
    private int next;

    public RtpParseBench() {
        for (int i = 0; i < Packets.COUNT; i++) {
            strangers[i] = new InetSocketAddress("192.0.2." + (i + 1), 5_000 + i);
        }
    }

    /** The header is read, and its payload type is none of the two agreed on. */
    @Benchmark
    public void otherType() {
        line.session.received(otherTypes[next++ & Packets.MASK], Line.CALLER, 0);
    }

    /** The header is read, and the packet comes from somebody else. */
    @Benchmark
    public void otherSource() {
        int i = next++ & Packets.MASK;
        line.session.received(datagrams[i], strangers[i], 0);
    }

    @Benchmark
    public byte[] copy() {
        datagrams[next++ & Packets.MASK].get(0, copied);
        return copied;
    }

    /** One that was let in would have cost more. */
    @TearDown
    public void nothingWasLetIn() {
        var seen = line.session.snapshot();
        if (line.framesHeard() > 0 || seen.malformed() > 0
                || seen.datagrams() != seen.otherTypes() + seen.foreign()) {
            throw new IllegalStateException(seen.toString());
        }
    }
}
