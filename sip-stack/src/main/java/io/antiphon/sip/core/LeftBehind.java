package io.antiphon.sip.core;

import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.journal.OpenDialog;
import io.antiphon.sip.wire.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that a process before this one left open: gets a BYE, made by hand, for jain-sip does not know the
 * dialog. A challenge is answered once, if we know how. Sip thread.
 */
final class LeftBehind implements Replies {

    private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);
    private static final int UNANSWERED = 408;
    private static final int UNKNOWN_THERE = 481;

    private final Core core;
    private final OpenDialog dialog;
    private final Population.Member goodbye = new Population.Goodbye();
    private long cseq;

    private LeftBehind(Core core, OpenDialog dialog) {
        this.core = core;
        this.dialog = dialog;
        this.cseq = dialog.cseq();
    }

    /** To be called before the first message is read, so that nobody finds his old call in the way of a new one. */
    static void endAll(Core core) {
        core.runtime.journal()
                .leftBehind()
                .forEach(dialog -> new LeftBehind(core, dialog).end());
    }

    private void end() {
        core.population.enter(goodbye);
        bye(Optional.empty());
    }

    private void bye(Optional<DigestAnswer> digest) {
        try {
            var request = request();
            if (digest.isPresent()) {
                digest.get().sign(request, core.messages);
            }
            core.send(request, this);
        } catch (Exception notSent) {
            // One entry that makes no sense must not keep the others from their end.
            LOG.warn("no BYE can be made for a call left behind: {}", notSent.toString());
            finished(UNANSWERED);
        }
    }

    private Request request() throws Exception {
        cseq++;
        var routes = new ArrayList<>(dialog.routes());
        var target = dialog.target();
        var first = routes.isEmpty()
                ? Optional.<SipURI>empty()
                : Optional.of(core.messages.sipUri(routes.getFirst()));
        if (first.filter(route -> !route.hasLrParam()).isPresent()) {
            // A strict router wants to be the target itself (RFC 3261, section 12.2.1.1).
            target = routes.removeFirst();
            routes.add(dialog.target());
        }
        var uri = core.messages.sipUri(target);
        var request = core.messages.request(
                new Messages.Outline(Request.BYE, uri, dialog.localUri(), "",
                        dialog.id().localTag(), dialog.remoteUri(), dialog.id().callId(), cseq),
                hop(first.orElse(uri)));
        ((ToHeader) request.getHeader(ToHeader.NAME)).setTag(dialog.id().remoteTag());
        if (!routes.isEmpty()) {
            core.messages.header(request, "Route", routeSet(routes));
        }
        return request;
    }

    private static String routeSet(List<String> routes) {
        return "<" + String.join(">, <", routes) + ">";
    }

    private Hop hop(SipURI first) {
        var transport = Transport.of(dialog.transport());
        var source = dialog.source();
        // Of the same machine, the name that its certificate was checked for.
        return IpLiteral.parse(first.getHost())
                .map(address -> address.equals(source.getAddress())
                        ? source.getAddress()
                        : address)
                .map(address -> Messages.destination(first, transport, address))
                .orElseGet(() -> new Destination(source, transport, first.isSecure()));
    }

    @Override
    public void response(Response response, Optional<Dialog> ofDialog) {
        int status = response.getStatusCode();
        if (status < 200) {
            return;
        }
        boolean challenged = cseq == dialog.cseq() + 1 && (status == 401 || status == 407);
        var digest = dialog.credentials()
                .filter(_ -> challenged)
                .flatMap(known -> DigestAnswer.to(response, known, core.random));
        if (digest.isPresent()) {
            bye(digest);
        } else {
            finished(status);
        }
    }

    @Override
    public void unanswered() {
        finished(UNANSWERED);
    }

    private void finished(int status) {
        boolean ended = status / 100 == 2 || status == UNKNOWN_THERE;
        core.count(ended ? SipMeter.LEFT_BEHIND_ENDED : SipMeter.LEFT_BEHIND_LOST);
        LOG.info("call left behind: id={} bye={}", dialog.id().callId(), status);
        core.runtime.journal().closed(dialog.id());
        core.population.left(goodbye);
    }
}
