package io.antiphon.sip.account;

/** Hears how an account stands. */
@FunctionalInterface
public interface RegistrationListener {

    /** Sip thread, must not wait: the state or the error has changed. */
    void changed(Registration registration, RegistrationStatus status);
}
