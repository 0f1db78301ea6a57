package io.antiphon.media.lane;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.RingBuffer;
import io.antiphon.media.MediaThreads;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two threads that follow a lane's ring: hearing first, feeding behind it. */
final class Followers {

    private static final Logger LOG = LoggerFactory.getLogger(Followers.class);

    private static final int PATIENCE_MS = 500;

    private final RingBuffer<AudioFrame> ring;
    private final BatchEventProcessor<AudioFrame> hearing;
    private final BatchEventProcessor<AudioFrame> feeding;

    Followers(RingBuffer<AudioFrame> ring, LaneCounters counters) {
        this.ring = ring;
        hearing = new BatchEventProcessorBuilder().build(ring, ring.newBarrier(),
                new Hearing(counters));
        feeding = new BatchEventProcessorBuilder().build(ring,
                ring.newBarrier(hearing.getSequence()), new Feeding(counters));
        ring.addGatingSequences(feeding.getSequence());
        hearing.setExceptionHandler(new LastResort());
        feeding.setExceptionHandler(new LastResort());
    }

    void start(MediaThreads threads) {
        threads.hearing().newThread(hearing).start();
        threads.feeding().newThread(feeding).start();
    }

    /**
     * Waits, though not for ever, until all that is in the ring is done, for it may hold the end of a
     * call; then both threads end.
     */
    void stop() {
        for (int i = 0; i < PATIENCE_MS && feeding.getSequence().get() < ring.getCursor(); i++) {
            LockSupport.parkNanos(1_000_000);
        }
        hearing.halt();
        feeding.halt();
    }

    /** The handlers end a broken call by themselves; whatever comes this far must not end the lane. */
    private static final class LastResort implements ExceptionHandler<AudioFrame> {

        @Override
        public void handleEventException(Throwable e, long sequence, AudioFrame frame) {
            LOG.error("a frame could not be handled", e);
        }

        @Override
        public void handleOnStartException(Throwable e) {
            LOG.error("a follower of the ring could not start", e);
        }

        @Override
        public void handleOnShutdownException(Throwable e) {
            LOG.error("a follower of the ring did not end well", e);
        }
    }
}
