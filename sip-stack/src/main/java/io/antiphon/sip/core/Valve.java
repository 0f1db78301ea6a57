package io.antiphon.sip.core;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.util.Optional;
import javax.sip.SipStack;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Takes past jain-sip what it would lose: PRACKs that match nothing (see {@link Provisional}), and the answers of
 * phones that took a forked call after another one had, which it drops for as long as it remembers the
 * transaction. Sip thread.
 */
final class Valve implements SIPMessageValve {

    private final Core core;
    private final SIPTransactionStack stack;

    Valve(Core core, SIPTransactionStack stack) {
        this.core = core;
        this.stack = stack;
    }

    @Override
    public boolean processRequest(SIPRequest request, MessageChannel channel) {
        if (!request.getMethod().equals(Request.PRACK)) {
            return true;
        }
        core.wire.guarded(() -> {
            var dialog = stack.getDialog(request.getDialogId(true));
            if (dialog != null && dialog.getApplicationData() instanceof InboundCall call) {
                call.pracked(request);
            } else {
                core.provider()
                        .sendResponse(core.messages.response(request, 481,
                                "Call/Transaction Does Not Exist", core.messages.newTag()));
            }
        });
        return false;
    }

    @Override
    public boolean processResponse(Response response, MessageChannel channel) {
        var ok = (SIPResponse) response;
        boolean isOk = ok.getStatusCode() / 100 == 2
                && ok.getCSeq().getMethod().equals(Request.INVITE);
        var another = isOk
                ? core.dialled.find(ok.getCallId().getCallId())
                        .flatMap(OutboundCall::forked)
                        .filter(forks -> forks.isTakenByAnother(ok))
                : Optional.<Forks>empty();
        another.ifPresent(forks -> core.wire.guarded(() -> forks.sendAway(ok)));
        return another.isEmpty();
    }

    @Override
    public void init(SipStack ofWhich) {
        // It was given its stack when it was made.
    }

    @Override
    public void destroy() {
        // Holds nothing.
    }
}
