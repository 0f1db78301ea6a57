package io.antiphon.sip.account;

import io.antiphon.sip.ping.Reachability;

/** An account that is being kept registered. Methods may be called from any thread. */
public interface Registration extends AutoCloseable {

    Account account();

    /** The latest state. */
    RegistrationStatus status();

    /** Whether the registrar answers OPTIONS. */
    Reachability reachability();

    /** Un-registers and stops. Does not wait. */
    @Override
    void close();
}
