package io.antiphon.sip.account;

/** A user and a password. Prints without the password. */
public record Credentials(String user, String password) {

    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }
}
