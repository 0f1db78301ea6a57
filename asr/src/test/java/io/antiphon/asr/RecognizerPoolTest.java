package io.antiphon.asr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Heard;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RecognizerPoolTest {

    private final ScriptedRecognizer recognizer = new ScriptedRecognizer();
    private final RecognizerPool pool = new RecognizerPool(2, 50,
            Thread.ofPlatform().daemon().factory());

    @AfterEach
    void close() {
        recognizer.permits.release(1_000_000);
        pool.close();
    }

    @Test
    void answersComeInOrderAndWithTheirPositions() throws InterruptedException {
        var call = new Call();
        call.say(1, 320);
        call.say(0, 640);
        call.say(2, 960);
        call.ears.speechPauses(1_280);
        call.say(0, 1_280);
        call.ears.speechGoesOn(1_600);
        call.say(3, 1_600);
        call.ears.turnOver(1_920);
        call.say(4, 1_920);
        call.ears.turnOver(2_240);
        call.awaitFinished(2);
        assertEquals(
                List.of("partial 1 @320", "partial 1 2 @960", "paused 1 2 @1280",
                        "partial 1 2 3 @1600", "finished 1 2 3 @1920", "partial 4 @1920",
                        "finished 4 @2240"),
                List.copyOf(call.events));
    }

    @Test
    void aPauseThatIsOverBeforeItIsLookedAtIsNotAnswered() throws InterruptedException {
        recognizer.permits.drainPermits();
        var call = new Call();
        call.say(1, 320);
        call.ears.speechPauses(640);
        call.ears.speechGoesOn(640);
        call.ears.turnOver(960);
        recognizer.permits.release(100);
        call.awaitFinished(1);
        assertEquals(List.of("partial 1 @320", "finished 1 @960"), List.copyOf(call.events));
    }

    @Test
    void whenRecognitionFallsBehindTheOldestSoundIsDroppedAndCounted()
            throws InterruptedException {
        recognizer.permits.drainPermits();
        var call = new Call();
        call.say(1, 0);
        call.awaitTaken();
        int more = Inbox.FRAMES + 10;
        for (int i = 0; i < more; i++) {
            assertEquals(i < Inbox.FRAMES, call.say(2 + i, 320L * i));
        }
        assertTrue(call.ears.turnOver(320L * more));
        assertEquals(10, call.ears.droppedFrames());
        assertEquals(10, pool.droppedFrames());
        assertEquals(Inbox.FRAMES, pool.backlog());
        recognizer.permits.release(1_000);
        call.awaitFinished(1);
        var kept = IntStream.range(12, 2 + more)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" "));
        assertEquals("finished 1 " + kept + " @" + 320L * more, call.lastEvent());
    }

    @Test
    void turnsAreNotLostWhereSoundIs() throws InterruptedException {
        recognizer.permits.drainPermits();
        var call = new Call();
        call.say(1, 0);
        call.awaitTaken();
        int pauses = 0;
        while (call.ears.speechPauses(1) && pauses < 1_000) {
            pauses++;
        }
        assertTrue(pauses < Inbox.EVENTS, "pauses taken: " + pauses);
        assertTrue(call.ears.turnOver(2));
        recognizer.permits.release(1_000);
        call.awaitFinished(1);
        assertEquals("finished 1 @2", call.lastEvent());
    }

    @Test
    void aFailedUtteranceIsReportedOnceAndTheNextOneIsHeard() throws InterruptedException {
        var call = new Call();
        call.say(-1, 0);
        call.say(-1, 320);
        call.ears.speechPauses(640);
        call.ears.turnOver(640);
        call.say(5, 640);
        call.ears.turnOver(960);
        call.awaitFinished(1);
        assertEquals(List.of("failed asked to @0", "partial 5 @640", "finished 5 @960"),
                List.copyOf(call.events));
    }

    @Test
    void anEngineThatThrowsLosesItsCallAndNoOther() throws InterruptedException {
        var broken = new Call();
        var whole = new Call();
        broken.say(-2, 0);
        broken.awaitClosed(1);
        whole.say(1, 0);
        whole.ears.turnOver(320);
        whole.awaitFinished(1);
        assertEquals("finished 1 @320", whole.lastEvent());
        assertTrue(broken.lastEvent().startsWith("failed java.lang.IllegalArgumentException"),
                broken.lastEvent());
        assertFalse(broken.say(1, 320));
        assertEquals(1, pool.calls());
    }

    @Test
    void aDismissedUtteranceIsForgotten() throws InterruptedException {
        var call = new Call();
        call.say(1, 0);
        call.say(-1, 320);
        assertTrue(call.ears.dismissed(640));
        call.say(2, 640);
        call.ears.turnOver(960);
        call.awaitFinished(1);
        assertEquals(List.of("partial 1 @0", "failed asked to @320", "partial 2 @640",
                "finished 2 @960"), List.copyOf(call.events));
    }

    @Test
    void aCallThatEndsMakesRoomAndSaysNoMore() throws InterruptedException {
        var small = new RecognizerPool(1, 1, Thread.ofPlatform().daemon().factory());
        var call = new Call(small);
        assertTrue(small.listen(recognizer, call).isEmpty());
        call.ears.close();
        call.awaitClosed(1);
        while (small.calls() > 0) {
            Thread.onSpinWait();
        }
        var next = new Call(small);
        assertFalse(call.say(1, 0));
        assertFalse(call.ears.turnOver(0));
        assertEquals(List.of(), List.copyOf(call.events));
        small.close();
        next.awaitClosed(2);
        assertTrue(small.listen(recognizer, call).isEmpty());
    }

    @Test
    void manyCallsShareTwoThreadsWithoutMixing() throws InterruptedException {
        var calls = new ArrayList<Call>();
        for (int i = 0; i < 40; i++) {
            calls.add(new Call());
        }
        for (int round = 0; round < 10; round++) {
            for (int frame = 1; frame <= 20; frame++) {
                for (int i = 0; i < calls.size(); i++) {
                    calls.get(i).say(100 * i + frame, 0);
                }
            }
            for (var call : calls) {
                call.ears.turnOver(round);
                call.awaitFinished(1);
            }
        }
        for (int i = 0; i < calls.size(); i++) {
            int base = 100 * i;
            var said = IntStream.rangeClosed(1, 20)
                    .mapToObj(frame -> "" + (base + frame))
                    .collect(Collectors.joining(" "));
            var finished = calls.get(i).events.stream()
                    .filter(event -> event.startsWith("finished"))
                    .toList();
            assertEquals(IntStream.range(0, 10)
                    .mapToObj(round -> "finished " + said + " @" + round)
                    .toList(), finished);
        }
    }

    @Test
    void offeringAllocatesNothing() throws InterruptedException {
        recognizer.permits.drainPermits();
        var call = new Call();
        var pcm = new short[320];
        call.say(1, 0);
        call.awaitTaken();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                call.ears.sound(pcm, 320, i);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    @Test
    void whatIsExpectedReachesTheStreamBeforeTheNextSound() throws InterruptedException {
        var call = new Call();
        call.say(1, 0);
        call.ears.turnOver(320);
        call.awaitFinished(1);
        call.ears.expect(ExpectedSpeech.likely(List.of("yes", "no"), 1));
        call.say(2, 640);
        call.say(3, 960);
        call.ears.turnOver(1_280);
        call.awaitFinished(1);
        assertEquals(List.of("[yes, no] behind []"),
                List.copyOf(recognizer.expected));
    }

    @Test
    void whatWaitsWhenACallEndsIsLeftUndone() {
        recognizer.permits.drainPermits();
        var call = new Call();
        call.say(1, 0);
        call.awaitTaken();
        call.say(2, 320);
        call.ears.turnOver(640);
        call.ears.close();
        recognizer.permits.release(100);
        call.awaitClosed(1);
        assertFalse(call.events.stream().anyMatch(event -> event.startsWith("finished")));
    }

    private final class Call implements RecognitionListener {

        final Queue<String> events = new ConcurrentLinkedQueue<>();
        private final Semaphore finished = new Semaphore(
                0);
        private final short[] pcm = new short[320];
        final Listening ears;

        Call() {
            this(pool);
        }

        Call(RecognizerPool of) {
            ears = of.listen(recognizer, this).orElseThrow();
        }

        boolean say(int word, long position) {
            pcm[0] = (short) word;
            return ears.sound(pcm, pcm.length, position);
        }

        String lastEvent() {
            return events.stream().reduce("", (_, event) -> event);
        }

        /** Until a worker has taken the only frame, which it then cannot finish for want of a permit. */
        void awaitTaken() {
            while (ears.backlog() > 0) {
                assertFalse(Thread.currentThread().isInterrupted(), "timed out");
                Thread.onSpinWait();
            }
        }

        void awaitFinished(int count) throws InterruptedException {
            assertTrue(finished.tryAcquire(count, 20, TimeUnit.SECONDS), events::toString);
        }

        void awaitClosed(int count) {
            while (recognizer.closed.get() < count) {
                assertFalse(Thread.currentThread().isInterrupted(), "timed out");
                Thread.onSpinWait();
            }
        }

        @Override
        public void partial(Heard heard, long position) {
            events.add("partial " + heard.text() + " @" + position);
        }

        @Override
        public void paused(Heard heard, long position) {
            events.add("paused " + heard.text() + " @" + position);
        }

        @Override
        public void finished(Heard heard, long position) {
            events.add("finished " + heard.text() + " @" + position);
            finished.release();
        }

        @Override
        public void failed(EngineFailure failure, long position) {
            events.add("failed " + failure.detail() + " @" + position);
        }
    }
}
