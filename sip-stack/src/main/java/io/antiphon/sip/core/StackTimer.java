package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import io.antiphon.time.Timers;
import java.util.Properties;

/** Runs jain-sip's retransmissions and timeouts on the sip thread. Made by name, see {@link Plugged}. */
public final class StackTimer implements SipTimer {

    private final Plugged plugged = Plugged.CURRENT.get();
    private boolean started;

    @Override
    public boolean schedule(SIPStackTimerTask task, long delayMs) {
        var timer = plugged.timers()
                .after(MILLISECONDS.toNanos(Math.max(0, delayMs)),
                        () -> plugged.guard().run(task::runTask));
        task.setSipTimerTask(timer);
        return true;
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delayMs, long periodMs) {
        var repeated = new Repeated(task, periodMs);
        task.setSipTimerTask(repeated);
        repeated.next(delayMs);
        return true;
    }

    @Override
    public boolean cancel(SIPStackTimerTask task) {
        if (!(task.getSipTimerTask() instanceof Timers.Timer timer)) {
            return false;
        }
        task.cleanUpBeforeCancel();
        task.setSipTimerTask(null);
        timer.cancel();
        return true;
    }

    @Override
    public void start(SipStackImpl stack, Properties configuration) {
        started = true;
    }

    @Override
    public void stop() {
        started = false;
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    /** A task that comes again until it is cancelled. */
    private final class Repeated implements Timers.Timer {

        private final SIPStackTimerTask task;
        private final long periodMs;
        private Timers.Timer pending = () -> {};
        private boolean cancelled;

        Repeated(SIPStackTimerTask task, long periodMs) {
            this.task = task;
            this.periodMs = periodMs;
        }

        void next(long delayMs) {
            pending = plugged.timers().after(MILLISECONDS.toNanos(Math.max(0, delayMs)), this::run);
        }

        private void run() {
            plugged.guard().run(task::runTask);
            if (!cancelled) {
                next(periodMs);
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            pending.cancel();
        }
    }
}
