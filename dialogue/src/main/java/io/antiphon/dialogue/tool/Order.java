package io.antiphon.dialogue.tool;

/** What a call is to do, because a tool was asked for it. Carried out by whoever owns the call. */
public sealed interface Order {

    /** Hand the caller on to this SIP address. */
    record Transfer(String target) implements Order {}

    /** End the call when what is being said has been said. */
    record HangUp() implements Order {}

    /** Press these keys: 0 to 9, * and #; {@code w} waits for half a second. */
    record Press(String keys) implements Order {}
}
