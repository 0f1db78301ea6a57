package io.antiphon.bench;

import io.antiphon.media.secure.Srtp;
import io.antiphon.media.secure.SrtpKey;
import io.antiphon.media.secure.SrtpKeys;
import io.antiphon.media.secure.SrtpSuite;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What encryption adds to a packet of 20 ms of G.711.
 *
 * <p>Question: what do enciphered calls cost beside plain ones? Baseline: {@link #plain}, the same packet made and
 * put into the same buffer, and nothing done to it. Budget: 5 µs for {@link #thereAndBack}, which is what one
 * call takes of a lane every 20 ms.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class SrtpBench {

    private final ByteBuffer[] datagrams = Packets.datagrams(Line.PCMU);
    private final ByteBuffer packet = ByteBuffer.allocate(Packets.BYTES + Srtp.MOST_GROWTH);
    private int number;

    /** A call whose other end has the same keys. */
    @State(Scope.Thread)
    public static class Call {

        @Param({"AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM"})
        private String suite = "";

        private Srtp srtp = of(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
        private int refused;

        @Setup
        public void agree() {
            srtp = of(SrtpSuite.valueOf(suite));
        }

        private static Srtp of(SrtpSuite suite) {
            var master = new byte[suite.masterBytes()];
            for (int i = 0; i < master.length; i++) {
                master[i] = (byte) (7 * i + 1);
            }
            var key = new SrtpKey(suite, master);
            return new Srtp(Packets.SSRC, new SrtpKeys(key, key));
        }

        /** One that was refused would have been cheap. */
        @TearDown
        public void nothingWasRefused() {
            if (refused > 0) {
                throw new IllegalStateException(refused + " packets were refused");
            }
        }
    }

    @Benchmark
    public ByteBuffer plain() {
        return next();
    }

    /** What we send. */
    @Benchmark
    public ByteBuffer protect(Call call) {
        call.refused += call.srtp.protectRtp(next()) ? 0 : 1;
        return packet;
    }

    /** What we send, and what we receive. */
    @Benchmark
    public ByteBuffer thereAndBack(Call call) {
        call.refused += call.srtp.protectRtp(next()) && call.srtp.unprotectRtp(packet, 0) ? 0 : 1;
        return packet;
    }

    private ByteBuffer next() {
        var datagram = Packets.due(datagrams, number++);
        return packet.clear().put(0, datagram, 0, Packets.BYTES).limit(Packets.BYTES);
    }
}
