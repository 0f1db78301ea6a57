package io.antiphon.sip.core;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** Answers requests that belong to no call, and those that have the same answer in every call. Sip thread. */
final class Answers {

    private final Core core;

    Answers(Core core) {
        this.core = core;
    }

    /** A header that an answer has to carry. */
    record Extra(String name, String value) {}

    /** A final answer with what it has to carry. */
    record Final(int status, String reason, List<Extra> extras) {

        Final(int status, String reason) {
            this(status, reason, List.of());
        }
    }

    /** By the transaction where there is one; else an INVITE gets one, to wait for the ACK, and the rest needs none. */
    void send(RequestEvent event, Final answer) throws Exception {
        var transaction = event.getServerTransaction();
        if (transaction == null && event.getRequest().getMethod().equals(Request.INVITE)) {
            transaction = core.provider().getNewServerTransaction(event.getRequest());
        }
        send(event.getRequest(), transaction, answer);
    }

    void send(RequestEvent event, int status, String reason) throws Exception {
        send(event, new Final(status, reason));
    }

    /** Keeps the answer for repetitions of the request: for requests that change something. */
    void sendOnce(RequestEvent event, Final answer) throws Exception {
        var transaction = event.getServerTransaction();
        send(event.getRequest(), transaction == null
                ? core.provider().getNewServerTransaction(event.getRequest())
                : transaction, answer);
    }

    /** Keeps nothing, so that asking costs only whoever asks (RFC 3261, section 8.2.7). */
    void sendAndForget(RequestEvent event, Final answer) throws Exception {
        send(event.getRequest(), event.getServerTransaction(), answer);
    }

    private void send(Request request, @Nullable ServerTransaction transaction, Final answer)
            throws Exception {
        Response response = core.messages.response(request, answer.status(), answer.reason(),
                toTag(request, transaction));
        for (var extra : answer.extras()) {
            core.messages.addHeader(response, extra.name(), extra.value());
        }
        if (transaction == null) {
            core.provider().sendResponse(response);
        } else {
            transaction.sendResponse(response);
        }
    }

    /** Without a transaction, repetitions of a request must get the same tag (RFC 3261, section 8.2.7). */
    private String toTag(Request request, @Nullable ServerTransaction transaction) {
        if (transaction != null) {
            return core.messages.newTag();
        }
        String branch = ((SIPRequest) request).getTopmostVia().getBranch();
        boolean fresh = request.getHeader(ToHeader.NAME) instanceof ToHeader to
                && to.getTag() == null;
        return fresh
                ? Integer.toHexString(31 * String.valueOf(branch).hashCode() + 17)
                : core.messages.newTag();
    }
}
