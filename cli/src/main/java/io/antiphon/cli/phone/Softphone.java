package io.antiphon.cli.phone;

import io.antiphon.server.SystemTime;
import io.antiphon.server.Threads;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipRuntime;
import io.antiphon.sip.Transport;
import io.antiphon.sip.core.SipAgent;
import java.io.IOException;
import java.util.concurrent.Executor;

/** A telephone with a SIP user agent of its own, for as long as it is open. */
public final class Softphone implements AutoCloseable {

    private final SipEndpoint sip;
    private final Bell bell;

    private Softphone(SipEndpoint sip, Bell bell) {
        this.sip = sip;
        this.bell = bell;
    }

    /** On a free port; {@code host} is an address of this machine, or 0.0.0.0. */
    public static Softphone open(String host) throws IOException {
        Executor blocking = task -> Threads.virtual("lookup").newThread(task).start();
        var bell = new Bell();
        return new Softphone(
                SipAgent.start(SipConfig.listeningOn(new ListenAddress(Transport.UDP, host, 0)),
                        bell, new SipRuntime(Threads.sip(), blocking, SystemTime.NANOS)),
                bell);
    }

    public Phone phone() {
        return new Phone(sip, SystemTime.NANOS);
    }

    /** Rings where this phone is called. */
    public Bell bell() {
        return bell;
    }

    /** Its port. */
    public int port() {
        return sip.listening().getFirst().port();
    }

    @Override
    public void close() {
        sip.close();
    }
}
