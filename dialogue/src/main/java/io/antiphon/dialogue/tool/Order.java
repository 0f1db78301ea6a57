package io.antiphon.dialogue.tool;

import java.util.List;

/** What a call is to do, because a tool was asked for it. Carried out by whoever owns the call. */
public sealed interface Order {

    /**
     * Hand the caller on.
     *
     * @param target a SIP address
     * @param announcement what whoever answers there is told first, with {@code {field}} where a value belongs
     */
    record Transfer(String target, List<String> announcement) implements Order {

        public Transfer {
            announcement = List.copyOf(announcement);
        }
    }

    /** End the call when what is being said has been said. */
    record HangUp() implements Order {}

    /** Press these keys: 0 to 9, * and #; {@code w} waits for half a second. */
    record Press(String keys) implements Order {}
}
