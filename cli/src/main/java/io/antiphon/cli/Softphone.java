package io.antiphon.cli;

import io.antiphon.cli.phone.Phone;
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
final class Softphone implements AutoCloseable {

    private static final int BUSY_HERE = 486;

    private final SipEndpoint sip;

    private Softphone(SipEndpoint sip) {
        this.sip = sip;
    }

    /** On a free port; {@code host} is an address of this machine, or 0.0.0.0. */
    static Softphone open(String host) throws IOException {
        Executor blocking = task -> Threads.virtual("lookup").newThread(task).start();
        return new Softphone(
                SipAgent.start(SipConfig.listeningOn(new ListenAddress(Transport.UDP, host, 0)),
                        call -> call.reject(BUSY_HERE, "Busy Here"),
                        new SipRuntime(Threads.sip(), blocking, SystemTime.NANOS)));
    }

    Phone phone() {
        return new Phone(sip, SystemTime.NANOS);
    }

    @Override
    public void close() {
        sip.close();
    }
}
