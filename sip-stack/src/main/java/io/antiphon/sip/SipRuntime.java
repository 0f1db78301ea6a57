package io.antiphon.sip;

import io.antiphon.time.NanoClock;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * What SIP runs on.
 *
 * @param sip makes the one sip thread
 * @param blocking takes the look-up of names, which may wait
 */
public record SipRuntime(ThreadFactory sip, Executor blocking, NanoClock clock) {}
