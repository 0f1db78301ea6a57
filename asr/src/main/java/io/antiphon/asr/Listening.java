package io.antiphon.asr;

import io.antiphon.asr.Inbox.Event;
import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition;
import io.antiphon.speech.Recognition.Failed;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.RecognitionStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The recognition of one call: what waits for it, and the stream that works on it.
 *
 * <p>What may be offered is offered by one thread, the one that feeds this call; it neither waits nor locks
 * nor allocates. The rest runs on whichever worker of the pool has its turn, one at a time.
 */
public final class Listening implements AutoCloseable {

    /** Items after which another call has its turn. */
    private static final int SLICE = 16;

    private final RecognizerPool pool;
    private final String engine;
    private final RecognitionStream stream;
    private final RecognitionListener listener;
    private final Inbox inbox = new Inbox();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    private volatile ExpectedSpeech expected = ExpectedSpeech.ANYTHING;
    private volatile boolean over;
    private ExpectedSpeech told = ExpectedSpeech.ANYTHING;
    private boolean failed;
    private Heard last = Heard.NOTHING;

    Listening(RecognizerPool pool, String engine, RecognitionStream stream,
            RecognitionListener listener) {
        this.pool = pool;
        this.engine = engine;
        this.stream = stream;
        this.listener = listener;
    }

    /**
     * Feeding thread: the next frame, which is copied. Answers false if the call is over, or if an older
     * frame had to go because recognition has fallen behind; that is also counted.
     */
    public boolean sound(short[] pcm, int samples, long position) {
        if (over) {
            return false;
        }
        boolean kept = inbox.offer(pcm, samples, position);
        if (!kept) {
            pool.countDropped();
        }
        wake();
        return kept;
    }

    /** Feeding thread: the speaker has paused; asks for what was said so far. */
    public boolean speechPauses(long position) {
        return event(Event.PAUSE, position);
    }

    /** Feeding thread: the speaker goes on after a pause. */
    public boolean speechGoesOn(long position) {
        return event(Event.RESUMPTION, position);
    }

    /** Feeding thread: the utterance is over. The next frame begins another one. */
    public boolean turnOver(long position) {
        return event(Event.TURN_OVER, position);
    }

    /** Feeding thread: what was heard was no turn. It is forgotten; the next frame begins another. */
    public boolean dismissed(long position) {
        return event(Event.DISMISSAL, position);
    }

    /** Any thread: what is likely to be said from the next utterance on. */
    public void expect(ExpectedSpeech speech) {
        expected = speech;
    }

    /** Any thread: the call is over, and nobody wants to hear more. */
    @Override
    public void close() {
        // Workers look at this before each item, so what still waits is left undone.
        over = true;
        wake();
    }

    /** Any thread: frames that wait. */
    public int backlog() {
        return inbox.backlog();
    }

    /** Any thread: frames that went unheard because recognition had fallen behind. */
    public long droppedFrames() {
        return inbox.dropped();
    }

    private boolean event(Event event, long position) {
        if (over || !inbox.offer(event, position)) {
            return false;
        }
        wake();
        return true;
    }

    private void wake() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            pool.ready(this);
        }
    }

    /** Worker: one slice of what waits. */
    void work(Item item) {
        int left = SLICE;
        while (left > 0 && !over && inbox.take(item)) {
            attempt(item);
            left--;
        }
        if (over) {
            end();
            return;
        }
        scheduled.set(false);
        if (!inbox.isEmpty() || over) {
            wake();
        }
    }

    /** Once over, a call stays scheduled, so no worker comes back to it. */
    private void end() {
        if (pool.forget(this)) {
            stream.close();
        }
    }

    /** When the workers are gone. */
    void closeAfterPool() {
        over = true;
        end();
    }

    private void attempt(Item item) {
        try {
            handle(item);
        } catch (RuntimeException e) {
            // A mistake of ours or of an engine ends this call's recognition, never the worker.
            over = true;
            listener.failed(new EngineFailure(EngineFailure.Kind.BROKEN, engine, e.toString()),
                    item.position());
        }
    }

    private void handle(Item item) {
        if (item.isSound()) {
            hear(item);
            return;
        }
        switch (item.event()) {
            case PAUSE -> pause(item.position());
            case TURN_OVER -> finish(item.position());
            case RESUMPTION -> {
            }
            case DISMISSAL -> {
                stream.cancel();
                last = Heard.NOTHING;
                failed = false;
            }
        }
    }

    private void hear(Item item) {
        if (failed) {
            return;
        }
        tellWhatIsExpected();
        switch (stream.hear(item.pcm(), item.samples())) {
            case Heard heard when isNews(heard) -> {
                last = heard;
                listener.partial(heard, item.position());
            }
            case Heard _ -> {
            }
            case Failed failure -> fail(failure, item.position());
        }
    }

    private void tellWhatIsExpected() {
        var newest = expected;
        if (!newest.equals(told)) {
            told = newest;
            stream.expect(newest);
        }
    }

    private boolean isNews(Heard heard) {
        return heard.stableWords() != last.stableWords() || !heard.text().equals(last.text());
    }

    private void pause(long position) {
        // Where the next event is here already, the answer would come too late to be of use.
        if (failed || inbox.isEventNext()) {
            return;
        }
        tell(stream.ifFinished(), position, false);
    }

    private void finish(long position) {
        Recognition answer = stream.finish();
        last = Heard.NOTHING;
        if (!failed) {
            tell(answer, position, true);
        }
        failed = false;
    }

    private void tell(Recognition answer, long position, boolean isLast) {
        switch (answer) {
            case Heard heard when isLast -> listener.finished(heard, position);
            case Heard heard -> listener.paused(heard, position);
            case Failed failure -> fail(failure, position);
        }
    }

    private void fail(Failed failure, long position) {
        failed = true;
        listener.failed(failure.failure(), position);
    }
}
