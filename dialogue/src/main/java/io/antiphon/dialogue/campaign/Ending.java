package io.antiphon.dialogue.campaign;

/** What becomes of the call once the last line has been said. */
public sealed interface Ending {

    /** The agent hangs up. */
    record HangUp() implements Ending {}

    /** The caller is handed on to a SIP address. */
    record Transfer(String target) implements Ending {}
}
