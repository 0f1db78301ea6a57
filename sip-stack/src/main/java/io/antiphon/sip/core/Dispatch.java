package io.antiphon.sip.core;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import io.antiphon.sip.trunk.Doorkeeper.Entry;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** Hears everything from jain-sip and finds whom it concerns. Sip thread. */
final class Dispatch implements SipListenerExt {

    private final Core core;
    private final Reception reception;

    Dispatch(Core core, Reception reception) {
        this.core = core;
        this.reception = reception;
    }

    @Override
    public void processRequest(RequestEvent event) {
        core.wire.guarded(() -> {
            var owner = owner(event.getDialog());
            if (event.getRequest().getMethod().equals(Request.ACK)) {
                owner.ifPresent(call -> call.acked(event.getRequest()));
                return;
            }
            // Whoever is in a call has been let in already.
            var entry = owner.isPresent() || Reception.cancelled(event).isPresent()
                    ? Optional.of(new Entry.Known(Optional.empty()))
                    : core.doorman.enter(event);
            if (entry.isEmpty()) {
                return;
            }
            var trunk = entry.get().trunk();
            switch (event.getRequest().getMethod()) {
                case Request.CANCEL -> reception.cancel(event);
                case Request.REGISTER -> reception.register(event, trunk);
                case Request.BYE -> reception.bye(event, owner);
                case Request.INVITE -> reception.invite(event, owner, trunk);
                case Request.INFO -> reception.info(event, owner);
                case Request.NOTIFY -> reception.notify(event, owner);
                case Request.REFER -> reception.refer(event, owner);
                case Request.UPDATE -> reception.update(event, owner);
                default -> reception.other(event);
            }
        });
    }

    @Override
    public void processResponse(ResponseEvent event) {
        core.wire.guarded(() -> {
            var dialog = Optional.ofNullable(event.getDialog());
            var replies = replies(event);
            if (replies.isPresent()) {
                replies.get().response(event.getResponse(), dialog);
            } else if (isOkToInvite(event.getResponse())) {
                lateOk(event.getResponse(), dialog);
            }
        });
    }

    private static Optional<Replies> replies(ResponseEvent event) {
        ClientTransaction transaction = event.getClientTransaction();
        return transaction != null && transaction.getApplicationData() instanceof Replies replies
                ? Optional.of(replies)
                : Optional.empty();
    }

    /**
     * An INVITE's transaction ends with the first 2xx. What comes after is the same again, or another phone.
     * jain-sip makes a dialog of it in any case, even when it comes from a stranger.
     */
    private void lateOk(Response response, Optional<Dialog> dialog) {
        if (dialog.isEmpty()) {
            return;
        }
        var owner = owner(dialog.get());
        var dialled = response.getHeader(CallIdHeader.NAME) instanceof CallIdHeader id
                ? core.dialled.find(id.getCallId())
                : Optional.<OutboundCall>empty();
        if (dialled.isPresent()) {
            dialled.get().response(response, dialog);
        } else if (owner.isPresent()) {
            owner.get().okAgain(response);
        } else {
            dialog.get().delete();
        }
    }

    private static boolean isOkToInvite(Response response) {
        return response.getStatusCode() / 100 == 2
                && response.getHeader("CSeq") instanceof CSeqHeader cseq
                && cseq.getMethod().equals(Request.INVITE);
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        core.wire.guarded(() -> {
            if (!event.isServerTransaction()
                    && event.getClientTransaction()
                            .getApplicationData() instanceof Replies replies) {
                replies.unanswered();
            }
        });
    }

    @Override
    public void processDialogTimeout(DialogTimeoutEvent event) {
        // Never comes for a missing ACK in dialogs that the library makes itself; see Leg.
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        core.wire.guarded(() -> owner(event.getDialog()).ifPresent(DialogOwner::dialogGone));
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        // Nothing hangs on it.
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        // The wire tells of its failures itself.
    }

    private static Optional<DialogOwner> owner(@Nullable Dialog dialog) {
        return dialog != null && dialog.getApplicationData() instanceof DialogOwner owner
                ? Optional.of(owner)
                : Optional.empty();
    }
}
