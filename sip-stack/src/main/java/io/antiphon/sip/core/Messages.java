package io.antiphon.sip.core;

import gov.nist.javax.sip.Utils;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.Transport;
import io.antiphon.sip.sdp.SdpException;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.sip.wire.Destination;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ReasonHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Writes requests and responses with our name and address on them. Sip thread. */
final class Messages {

    /** What we understand, for Allow headers. */
    static final List<String> METHODS = List.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS",
            "NOTIFY", "UPDATE", "INFO", "PRACK", "REFER");

    private final HeaderFactory headers = new HeaderFactoryImpl();
    private final AddressFactory addresses = new AddressFactoryImpl();
    private final Reach reach;
    private final String userAgent;

    Messages(Reach reach, String userAgent) {
        this.reach = reach;
        this.userAgent = userAgent;
    }

    /** Who asks whom for what, outside any dialog. */
    record Outline(String method, SipURI target, String from, String fromDisplayName,
            String fromTag, String to,
            String callId, long cseq) {}

    Request request(Outline outline, Hop hop) throws ParseException, InvalidArgumentException {
        var request = new SIPRequest();
        request.setMethod(outline.method());
        request.setRequestURI(outline.target());
        var from = addresses.createAddress(addresses.createURI(outline.from()));
        if (!outline.fromDisplayName().isEmpty()) {
            // jain-sip puts the quotes around it, and nothing else.
            from.setDisplayName(
                    outline.fromDisplayName().replace("\\", "\\\\").replace("\"", "\\\""));
        }
        request.setHeader(headers.createFromHeader(from, outline.fromTag()));
        request.setHeader(headers
                .createToHeader(addresses.createAddress(addresses.createURI(outline.to())), null));
        request.setHeader(headers.createCallIdHeader(outline.callId()));
        request.setHeader(headers.createCSeqHeader(outline.cseq(), outline.method()));
        request.setHeader(headers.createMaxForwardsHeader(70));
        stamp(request, hop);
        return request;
    }

    /** A request within what a response has made, where jain-sip keeps no dialog of it. */
    record Within(String method, SipURI target, List<Address> routes, SIPResponse response,
            long cseq) {}

    Request within(Within where, Hop hop) throws Exception {
        var request = new SIPRequest();
        request.setMethod(where.method());
        request.setRequestURI(where.target());
        request.setHeader(where.response().getFrom());
        request.setHeader(where.response().getTo());
        request.setHeader(where.response().getCallId());
        request.setHeader(headers.createCSeqHeader(where.cseq(), where.method()));
        request.setHeader(headers.createMaxForwardsHeader(70));
        for (var route : where.routes()) {
            request.addHeader(headers.createRouteHeader(route));
        }
        Routing.adapt(request, this);
        stamp(request, hop);
        return request;
    }

    Address address(URI uri) {
        return addresses.createAddress(uri);
    }

    /** Puts our Via and name on a request and fixes where it goes. */
    void stamp(Request request, Hop hop) throws ParseException, InvalidArgumentException {
        var transport = Transport.of(hop.getTransport());
        ViaHeader via = headers.createViaHeader(localHost(hop), port(transport), transport.word(),
                Utils.getInstance().generateBranchId());
        // RFC 3581: the value is for the other side to fill in.
        via.setParameter("rport", null);
        request.setHeader(via);
        request.setHeader(headers.createUserAgentHeader(List.of(userAgent)));
        FixedRouter.route(request, hop);
    }

    /** Where we want to be called back, seen from whoever is at the hop. */
    void contact(Message message, String user, Hop hop) throws ParseException {
        message.setHeader(headers.createContactHeader(
                addresses.createAddress(addresses.createURI(contact(user, hop)))));
    }

    String contact(String user, Hop hop) {
        var transport = Transport.of(hop.getTransport());
        String at = user + "@" + localHost(hop) + ":" + port(transport);
        if (hop instanceof Destination to && to.isSips()) {
            return "sips:" + at;
        }
        return "sip:" + at + (transport.isStream() ? ";transport=" + transport.word() : "");
    }

    private int port(Transport transport) {
        return reach.port(transport).orElse(transport.defaultPort());
    }

    String localHost(Hop hop) {
        return IpLiteral.inUri(IpLiteral.parse(hop.getHost())
                .map(reach::localHostTowards)
                .orElseThrow(() -> new IllegalStateException("a hop without address")));
    }

    /** A response with a To tag, for which 100 has no use. */
    Response response(Request request, int status, String reason, String toTag)
            throws ParseException {
        var response = ((SIPRequest) request).createResponse(status, plain(reason));
        var to = (ToHeader) response.getHeader(ToHeader.NAME);
        if (status > 100 && to.getTag() == null) {
            to.setTag(toTag);
        }
        response.setHeader(headers.createServerHeader(List.of(userAgent)));
        return response;
    }

    /** A refusal within a call, with what it has to say of when or how it would not be one. */
    Response refusal(Request request, int status, String reason, int retrySeconds)
            throws ParseException {
        var response = response(request, status, reason, newTag());
        if (status == 422) {
            header(response, "Min-SE", Integer.toString(SessionTerms.LEAST_SECONDS));
        } else if (status == 500) {
            header(response, "Retry-After", Integer.toString(retrySeconds));
        }
        return response;
    }

    void allow(Message message) throws ParseException {
        header(message, "Allow", String.join(", ", METHODS));
    }

    void supported(Message message) throws ParseException {
        header(message, "Supported", String.join(", ", Extensions.OURS));
    }

    void header(Message message, String name, String value) throws ParseException {
        // The header factory refuses lists.
        ((SIPMessage) message).attachHeader(StringMsgParser.parseSIPHeader(name + ": " + value),
                true);
    }

    /** Beside those of its name that are there. */
    void addHeader(Message message, String name, String value) throws ParseException {
        ((SIPMessage) message).addHeader(StringMsgParser.parseSIPHeader(name + ": " + value));
    }

    void body(Message message, SessionDescription sdp) throws ParseException {
        message.setContent(sdp.write().getBytes(StandardCharsets.UTF_8),
                headers.createContentTypeHeader("application", "sdp"));
    }

    /** The first line of a response, as news of another call (RFC 3420). */
    void sipfrag(Message message, int status) throws ParseException {
        String line = "SIP/2.0 " + status + " " + SIPResponse.getReasonPhrase(status) + "\r\n";
        var type = headers.createContentTypeHeader("message", "sipfrag");
        type.setParameter("version", "2.0");
        message.setContent(line.getBytes(StandardCharsets.UTF_8), type);
    }

    SipURI sipUri(String uri) throws ParseException {
        if (addresses.createURI(uri) instanceof SipURI sip) {
            return sip;
        }
        throw new ParseException("not a sip: URI", 0);
    }

    URI uri(String uri) throws ParseException {
        return addresses.createURI(uri);
    }

    String newTag() {
        return Utils.getInstance().generateTag();
    }

    /** The body as text, if there is one. */
    static Optional<String> content(Message message) {
        byte[] bytes = message.getRawContent();
        return bytes == null || bytes.length == 0
                ? Optional.empty()
                : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    static boolean isSdp(Message message) {
        return message.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type
                && type.getContentType().equalsIgnoreCase("application")
                && type.getContentSubType().equalsIgnoreCase("sdp");
    }

    /** The Q.850 cause in a message's Reason headers (RFC 3326), if it has one. */
    static OptionalInt q850(Message message) {
        var reasons = message.getHeaders(ReasonHeader.NAME);
        while (reasons.hasNext()) {
            if (reasons.next() instanceof ReasonHeader reason
                    && "Q.850".equalsIgnoreCase(reason.getProtocol())
                    && reason.getCause() > 0 && reason.getCause() < 128) {
                return OptionalInt.of(reason.getCause());
            }
        }
        return OptionalInt.empty();
    }

    /** When whoever refused wants to be asked again at the earliest (RFC 3261, section 20.33). */
    static OptionalInt retryAfter(Message message) {
        return message.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader header
                && header.getRetryAfter() > 0
                        ? OptionalInt.of(header.getRetryAfter())
                        : OptionalInt.empty();
    }

    /** What a refusal makes of a call. */
    static SipEnd rejection(Response response) {
        return new SipEnd(Cause.REJECTED, response.getStatusCode(), response.getReasonPhrase(),
                q850(response), retryAfter(response));
    }

    /** The session in a message, if it has one. */
    static Optional<SessionDescription> sdp(Message message) throws SdpException {
        var content = content(message);
        return content.isEmpty() || !isSdp(message)
                ? Optional.empty()
                : Optional.of(SessionDescription.parse(content.get()));
    }

    static SessionDescription requireSdp(Message message) throws SdpException {
        return sdp(message).orElseThrow(() -> new SdpException("there is none"));
    }

    /** The way back to whoever sent a request. */
    static Hop hopBack(SIPRequest request) {
        return new Destination(
                new InetSocketAddress(request.getPeerPacketSourceAddress(),
                        request.getPeerPacketSourcePort()),
                Transport.of(request.getTopmostVia().getTransport()), isSips(request));
    }

    private static boolean isSips(SIPRequest request) {
        return request.getRequestURI() instanceof SipURI uri && uri.isSecure();
    }

    /** What a URI leads to, once its host is known to be this address. */
    static Destination destination(SipURI uri, Transport transport, InetAddress address) {
        int port = uri.getPort() > 0 ? uri.getPort() : transport.defaultPort();
        return new Destination(new InetSocketAddress(address, port), transport, uri.isSecure());
    }

    /** How a URI wants to be reached. */
    static Transport transport(SipURI uri) {
        if (uri.isSecure()) {
            return Transport.TLS;
        }
        return uri.getTransportParam() == null
                ? Transport.UDP
                : Transport.of(uri.getTransportParam());
    }

    /** Reason phrases come from far away and end up on the wire. */
    private static String plain(String reason) {
        var plain = new StringBuilder(reason.length());
        reason.chars().limit(100).forEach(c -> plain.append(c >= ' ' && c < 127 ? (char) c : '?'));
        return plain.toString();
    }
}
