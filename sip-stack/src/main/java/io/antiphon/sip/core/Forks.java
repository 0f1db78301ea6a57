package io.antiphon.sip.core;

import gov.nist.javax.sip.header.RSeq;
import gov.nist.javax.sip.message.SIPResponse;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.sdp.SdpException;
import io.antiphon.sip.sdp.SessionDescription;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.sip.Dialog;
import javax.sip.message.Response;

/**
 * The dialogs that one INVITE of ours has made, one for each phone that rings (RFC 3261, section 12.1.2): which
 * of them said what, and in which order (RFC 3262). Sip thread.
 */
final class Forks {

    /** No proxy rings more at once; each keeps a dialog, and whoever makes them up has no end of them. */
    private static final int MOST = 32;

    private final Core core;
    private final Terms terms;
    private final CallHandler handler;
    private final BiConsumer<Leg, SipEnd> over;
    private final Map<String, Fork> forks = new HashMap<>();
    private final Surplus surplus;
    /** The tag of the phone that took the call first. */
    private Optional<String> takenBy = Optional.empty();

    /** What all have in common. */
    record Terms(Transport transport, String contactUser,
            Optional<Credentials> credentials, SessionDescription offer) {}

    private static final class Fork {

        private final Leg leg;
        private long sequence;
        private Optional<SessionDescription> heard = Optional.empty();
        /** By a reliable response, after which no other session counts. */
        private boolean isAgreed;

        Fork(Leg leg) {
            this.leg = leg;
        }
    }

    /** {@code over}: what becomes of a leg that has ended. */
    Forks(Core core, Terms terms, CallHandler handler, BiConsumer<Leg, SipEnd> over) {
        this.core = core;
        this.terms = terms;
        this.handler = handler;
        this.over = over;
        this.surplus = new Surplus(core, terms.transport());
    }

    /** A provisional response: whether it is news. One that wants to be acknowledged is. */
    boolean isNews(Response response, Optional<Dialog> dialog) {
        String tag = ((SIPResponse) response).getToTag();
        if (dialog.isEmpty() || tag == null) {
            return true;
        }
        if (forks.size() >= MOST && !forks.containsKey(tag)) {
            dialog.get().delete();
            return false;
        }
        var fork = of(response, dialog.get());
        if (!Extensions.requires(response, Extensions.RELIABLE)
                || !(response.getHeader(RSeq.NAME) instanceof RSeq sequence)) {
            note(fork, response, false);
            return true;
        }
        boolean isNext = fork.sequence == 0 || sequence.getSeqNumber() == fork.sequence + 1;
        if (isNext) {
            fork.sequence = sequence.getSeqNumber();
            note(fork, response, true);
            fork.leg.prack(response);
        }
        return isNext;
    }

    private static void note(Fork fork, Response response, boolean isReliable) {
        var sdp = lenientSdp(response);
        if (sdp.isPresent() && !fork.isAgreed) {
            fork.heard = sdp;
            fork.isAgreed = isReliable;
            fork.leg.awaitsAnswer(!isReliable);
        }
    }

    /** A session in a provisional response is a courtesy; one that makes no sense is passed over. */
    static Optional<SessionDescription> lenientSdp(Response response) {
        try {
            return Messages.sdp(response);
        } catch (SdpException broken) {
            return Optional.empty();
        }
    }

    /** The leg of the phone that took the call first. */
    Leg take(Response response, Dialog dialog) {
        takenBy = Optional.of(String.valueOf(((SIPResponse) response).getToTag()));
        return of(response, dialog).leg;
    }

    /** Whether this 2xx to our INVITE comes from another phone than the first did. */
    boolean isTakenByAnother(SIPResponse ok) {
        return takenBy.filter(first -> !first.equals(ok.getToTag())).isPresent();
    }

    /** That phone took it, too. */
    void sendAway(SIPResponse ok) throws Exception {
        var fork = forks.remove(ok.getToTag());
        if (fork != null) {
            fork.leg.dialog().delete();
        }
        surplus.sendAway(ok);
    }

    /** What that phone answered to our offer: once for all in a reliable response, else now, else before. */
    Optional<SessionDescription> answer(Response ok, Dialog dialog) throws SdpException {
        var fork = of(ok, dialog);
        return fork.isAgreed ? fork.heard : Messages.sdp(ok).or(() -> fork.heard).or(this::any);
    }

    /** Some phones have one tag for what rings and another for what answers. */
    private Optional<SessionDescription> any() {
        return forks.values().stream().flatMap(fork -> fork.heard.stream()).findFirst();
    }

    private Fork of(Response response, Dialog dialog) {
        var message = (SIPResponse) response;
        return forks.computeIfAbsent(String.valueOf(message.getToTag()), _ -> {
            var origin = new InDialog.Origin(dialog, terms.transport(), terms.contactUser(),
                    new InetSocketAddress(message.getPeerPacketSourceAddress(),
                            message.getPeerPacketSourcePort()),
                    true, terms.credentials());
            var made = new Leg[1];
            made[0] = new Leg(core, origin, handler, end -> over.accept(made[0], end));
            made[0].local(terms.offer());
            made[0].awaitsAnswer(true);
            dialog.setApplicationData(made[0]);
            return new Fork(made[0]);
        });
    }
}
