package io.antiphon.sip.core;

import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Whoever a dialog belongs to: hears what the other side sends within it. */
interface DialogOwner {

    /** A re-INVITE. */
    void reinvited(ServerTransaction transaction, Request request);

    /** An UPDATE (RFC 3311); its transaction waits for an answer. */
    void updated(ServerTransaction transaction, Request request);

    /** A key, by INFO; already answered. */
    void pressed(char key);

    /** Who is to call whom instead. */
    Referrals referrals();

    /** Another call has taken the place of this (RFC 3891). */
    void replaced();

    /** A BYE, already answered. */
    void byeReceived(Request request);

    /** The ACK of a 2xx of ours. */
    void acked(Request request);

    /** A 2xx to an INVITE of ours came again. */
    void okAgain(Response response);

    /** jain-sip has given the dialog up. */
    void dialogGone();
}
