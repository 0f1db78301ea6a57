package io.antiphon.sip.journal;

import io.antiphon.sip.account.Credentials;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A dialog (RFC 3261, section 12) as far as a BYE needs it.
 *
 * @param localUri who we are in it
 * @param target where requests go, unless there are routes: the other side's Contact
 * @param routes the route set, first hop first
 * @param cseq the number of our last request in it; a BYE has a higher one
 * @param transport as {@code Transport.word()} writes it
 * @param source where the last message of the other side came from, should the target be a name
 * @param credentials with which a challenge may be answered
 */
public record OpenDialog(DialogId id, String localUri, String remoteUri, String target,
        List<String> routes, long cseq, String transport, InetSocketAddress source,
        Optional<Credentials> credentials) {

    public OpenDialog {
        routes = List.copyOf(routes);
    }

    /** The same after a request with that number. */
    public OpenDialog withCseq(long later) {
        return new OpenDialog(id, localUri, remoteUri, target, routes, later, transport, source,
                credentials);
    }

    /** What tells dialogs apart, seen from our side. */
    public record DialogId(String callId, String localTag, String remoteTag) {}
}
