package io.antiphon.bench;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
 * How long a frame takes from one thread to another and back, which is two hops.
 *
 * <p>Question: what does the ring between lane and hearing cost in time and garbage, and how much of that is
 * the kernel's, which must wake the sleeper? A strategy that does not sleep shows the difference. The
 * strategy of media-core is private to it and sleeps without a lock; the library's with a lock stands in.
 * Baseline: {@link #queue}. Percentiles, for the tail is what a caller hears.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class DisruptorHopBench {

    private static final int CAPACITY = 1_024;

    /** What travels. */
    static final class Cell {
        private long value;
    }

    /** How the one who waits for a frame waits. */
    public enum Wait {
        SLEEPING,
        YIELDING;

        private WaitStrategy strategy() {
            return switch (this) {
                case SLEEPING -> new BlockingWaitStrategy();
                case YIELDING -> new YieldingWaitStrategy();
            };
        }
    }

    /** One ring there and one back, with a thread between them. */
    @State(Scope.Thread)
    public static class Rings {

        @Param({"SLEEPING", "YIELDING"})
        public Wait wait = Wait.SLEEPING;

        private final Sequence seen = new Sequence();
        private RingBuffer<Cell> there = ring(wait);
        private RingBuffer<Cell> back = ring(wait);
        private SequenceBarrier answers = back.newBarrier();
        private BatchEventProcessor<Cell> echo = echo();
        private Thread thread = new Thread(echo, "echo");

        private static RingBuffer<Cell> ring(Wait wait) {
            return RingBuffer.createSingleProducer(Cell::new, CAPACITY, wait.strategy());
        }

        private BatchEventProcessor<Cell> echo() {
            return new BatchEventProcessorBuilder().build(there, there.newBarrier(),
                    (cell, _, _) -> publish(back, cell.value));
        }

        @Setup
        public void start() {
            there = ring(wait);
            back = ring(wait);
            answers = back.newBarrier();
            back.addGatingSequences(seen);
            echo = echo();
            there.addGatingSequences(echo.getSequence());
            thread = new Thread(echo, "echo");
            thread.setDaemon(true);
            thread.start();
        }

        private long call(long value)
                throws AlertException, InterruptedException, TimeoutException {
            publish(there, value);
            long sequence = answers.waitFor(seen.get() + 1);
            long answer = back.get(sequence).value;
            seen.set(sequence);
            return answer;
        }

        private static void publish(RingBuffer<Cell> ring, long value) {
            long sequence = ring.next();
            ring.get(sequence).value = value;
            ring.publish(sequence);
        }

        @TearDown
        public void stop() throws InterruptedException {
            echo.halt();
            thread.join();
        }
    }

    /** The same with the library's queues. */
    @State(Scope.Thread)
    public static class Queues {

        private final BlockingQueue<Cell> there = new ArrayBlockingQueue<>(CAPACITY);
        private final BlockingQueue<Cell> back = new ArrayBlockingQueue<>(CAPACITY);
        private final Cell cell = new Cell();
        private final Thread thread = new Thread(this::echo, "echo");

        @Setup
        public void start() {
            thread.setDaemon(true);
            thread.start();
        }

        private void echo() {
            try {
                while (true) {
                    back.put(there.take());
                }
            } catch (InterruptedException stopped) {
                // The end of the bench.
            }
        }

        private long call(long value) throws InterruptedException {
            cell.value = value;
            there.put(cell);
            return back.take().value;
        }

        @TearDown
        public void stop() throws InterruptedException {
            thread.interrupt();
            thread.join();
        }
    }

    private long next;

    @Benchmark
    public long ring(Rings rings) throws AlertException, InterruptedException, TimeoutException {
        return rings.call(next++);
    }

    @Benchmark
    public long queue(Queues queues) throws InterruptedException {
        return queues.call(next++);
    }
}
