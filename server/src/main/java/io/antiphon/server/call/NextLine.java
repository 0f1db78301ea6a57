package io.antiphon.server.call;

import io.antiphon.call.CallId;
import io.antiphon.time.NanoClock;

/** Hears a call that is to take another's place in its session, and says of all that it comes from there. */
final class NextLine extends Postings {

    private final CallId id;
    private final CallMailbox mailbox;

    NextLine(CallId id, CallMailbox mailbox, NanoClock clock) {
        super(clock);
        this.id = id;
        this.mailbox = mailbox;
    }

    @Override
    void post(CallEvent event) {
        mailbox.post(new CallEvent.OfNext(id, event));
    }
}
