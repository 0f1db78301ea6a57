package io.antiphon.sip.core;

import io.antiphon.sip.CallHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;

/** Who is to call whom instead: what we have asked the other side of a call for, and it us. Sip thread. */
final class Referrals {

    /** More at once nobody means. */
    private static final int MOST = 4;

    private final Core core;
    private final InDialog way;
    private final Supplier<CallHandler> handler;
    private final List<TheirReferral> theirs = new ArrayList<>();
    private Optional<Transfer> ours = Optional.empty();

    Referrals(Core core, InDialog way, Supplier<CallHandler> handler) {
        this.core = core;
        this.way = way;
        this.handler = handler;
    }

    /** Asks them to call someone else instead of us. */
    void transfer(String target) {
        transfer(new ReferTo(target, Optional.empty()));
    }

    /** Asks them to call whom we have called already, and to take our place in that call. */
    void transfer(Optional<Leg> consulted) {
        consulted.ifPresentOrElse(
                other -> transfer(ReferTo.inPlaceOfUs(other.dialog())),
                () -> handler.get().transferred(481));
    }

    private void transfer(ReferTo target) {
        ours.ifPresent(Transfer::giveUp);
        var next = new Transfer(core, way, status -> handler.get().transferred(status));
        ours = Optional.of(next);
        next.ask(target);
    }

    void notified(Request request) {
        ours.ifPresent(asked -> asked.notified(request));
    }

    /** A REFER of theirs; its transaction waits for an answer. */
    void referred(ServerTransaction transaction, Request request) throws Exception {
        var target = ReferTo.of(request);
        theirs.removeIf(TheirReferral::isOver);
        if (target.isEmpty()) {
            transaction.sendResponse(core.messages.response(request, 400, "Refer-To not understood",
                    core.messages.newTag()));
        } else if (theirs.size() >= MOST) {
            transaction.sendResponse(core.messages.refusal(request, 500, "Too many referrals",
                    1 + core.random.nextInt(9)));
        } else {
            var referral = new TheirReferral(core, way, transaction, request, target.get());
            theirs.add(referral);
            handler.get().referred(referral);
        }
    }

    /** The call is over: nobody is told any more, and no answer is owed. */
    void giveUp() {
        ours.ifPresent(Transfer::giveUp);
        theirs.forEach(TheirReferral::giveUp);
        theirs.clear();
    }
}
