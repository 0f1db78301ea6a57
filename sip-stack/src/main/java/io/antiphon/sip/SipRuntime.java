package io.antiphon.sip;

import io.antiphon.sip.journal.DialogJournal;
import io.antiphon.time.NanoClock;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * What SIP runs on.
 *
 * @param sip makes the one sip thread
 * @param blocking takes certificates, which are read from files and take long to check
 * @param journal remembers calls beyond the end of this process
 */
public record SipRuntime(ThreadFactory sip, Executor blocking, NanoClock clock,
        DialogJournal journal) {

    /** Without a journal. */
    public SipRuntime(ThreadFactory sip, Executor blocking, NanoClock clock) {
        this(sip, blocking, clock, DialogJournal.NONE);
    }
}
