package io.antiphon.sip;

import io.antiphon.sip.journal.DialogJournal;
import io.antiphon.time.NanoClock;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * What SIP runs on.
 *
 * @param sip makes the one sip thread
 * @param blocking takes certificates, which are read from files and take long to check
 * @param journal remembers calls beyond the end of this process
 * @param wall tells the date to those who ask for it
 */
public record SipRuntime(ThreadFactory sip, Executor blocking, NanoClock clock,
        DialogJournal journal, InstantSource wall) {

    /** With the machine's own calendar. */
    public SipRuntime(ThreadFactory sip, Executor blocking, NanoClock clock,
            DialogJournal journal) {
        this(sip, blocking, clock, journal, InstantSource.system());
    }

    /** Without a journal. */
    public SipRuntime(ThreadFactory sip, Executor blocking, NanoClock clock) {
        this(sip, blocking, clock, DialogJournal.NONE);
    }
}
