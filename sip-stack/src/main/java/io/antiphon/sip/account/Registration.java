package io.antiphon.sip.account;

/** An account that is being kept registered. Methods may be called from any thread. */
public interface Registration extends AutoCloseable {

    Account account();

    /** The latest state. */
    RegistrationStatus status();

    /** Un-registers and stops. Does not wait. */
    @Override
    void close();
}
