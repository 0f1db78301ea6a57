package io.antiphon.sip.core;

import gov.nist.javax.sip.message.SIPRequest;
import io.antiphon.sip.Referral;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;

/**
 * A REFER of theirs: first it waits for our word, then for news of the call that we make instead, which go to them
 * in NOTIFYs until the last (RFC 3515, section 2.4). Any thread gives the word and the news; they are sent on the
 * sip thread.
 *
 * <pre>
 *   ASKED ──accept──► 202, NOTIFY 100 ──progress 1xx──► NOTIFY ──progress 2xx to 6xx──► last NOTIFY: OVER
 *     └── refuse, end of the call ─────────────────────────────────────────────────────────────►┘
 * </pre>
 */
final class TheirReferral implements Referral {

    /** As long as a telephone may ring, and a little more. */
    private static final int SUBSCRIBED_SECONDS = 200;

    private final Core core;
    private final InDialog way;
    private final ServerTransaction transaction;
    private final SIPRequest request;
    private final ReferTo target;
    private State state = State.ASKED;

    private enum State {
        ASKED,
        ACCEPTED,
        OVER
    }

    TheirReferral(Core core, InDialog way, ServerTransaction transaction, Request request,
            ReferTo target) {
        this.core = core;
        this.way = way;
        this.transaction = transaction;
        this.request = (SIPRequest) request;
        this.target = target;
    }

    boolean isOver() {
        return state == State.OVER;
    }

    @Override
    public String target() {
        return target.target();
    }

    @Override
    public Optional<String> replaces() {
        return target.replaces();
    }

    @Override
    public Optional<String> referredBy() {
        String header = new InviteFacts(request).header("Referred-By").orElse("");
        return header.isBlank() ? Optional.empty() : Optional.of(NameAddr.oneLine(header, 512));
    }

    @Override
    public void accept() {
        core.post(() -> {
            if (state == State.ASKED) {
                state = State.ACCEPTED;
                answer(202, "Accepted");
                tell(100);
            }
        });
    }

    @Override
    public void refuse(int status, String reason) {
        core.post(() -> {
            if (state == State.ASKED) {
                state = State.OVER;
                answer(status, reason);
            }
        });
    }

    @Override
    public void progress(int status) {
        core.post(() -> {
            if (state == State.ACCEPTED) {
                state = status < 200 ? State.ACCEPTED : State.OVER;
                tell(status);
            }
        });
    }

    /** The call is over. */
    void giveUp() {
        if (state == State.ASKED) {
            core.wire.guarded(() -> answer(487, "Request Terminated"));
        }
        state = State.OVER;
    }

    /** They want no news (RFC 4488). */
    private boolean isUntold() {
        return new InviteFacts(request).header("Refer-Sub").orElse("true").startsWith("false");
    }

    private void answer(int status, String reason) throws Exception {
        var response = core.messages.response(request, status, reason, core.messages.newTag());
        core.messages.contact(response, way.contactUser(), Messages.hopBack(request));
        if (status < 300 && isUntold()) {
            core.messages.header(response, "Refer-Sub", "false");
        }
        transaction.sendResponse(response);
    }

    private void tell(int status) throws Exception {
        if (isUntold()) {
            return;
        }
        var notify = way.request(Request.NOTIFY);
        var cseq = (CSeqHeader) request.getHeader(CSeqHeader.NAME);
        core.messages.header(notify, "Event", "refer;id=" + cseq.getSeqNumber());
        core.messages.header(notify, "Subscription-State", status < 200
                ? "active;expires=" + SUBSCRIBED_SECONDS
                : "terminated;reason=noresource");
        core.messages.sipfrag(notify, status);
        way.send(notify, (_, _) -> {});
    }
}
