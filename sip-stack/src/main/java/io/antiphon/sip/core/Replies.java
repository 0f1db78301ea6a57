package io.antiphon.sip.core;

import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.message.Response;

/** Whoever waits for what comes back to one request. Exactly one final response or timeout arrives. */
interface Replies {

    /** Of a CANCEL: its own answer says nothing, that of the INVITE does. */
    Replies IGNORED = new Replies() {
        @Override
        public void response(Response response, Optional<Dialog> dialog) {}

        @Override
        public void unanswered() {}
    };

    void response(Response response, Optional<Dialog> dialog);

    void unanswered();

    /** It could not even be sent; nothing more comes, or it comes too late. By default the timers decide. */
    default void undeliverable(String why) {}
}
