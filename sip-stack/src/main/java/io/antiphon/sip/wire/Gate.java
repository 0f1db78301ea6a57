package io.antiphon.sip.wire;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.Transport;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import javax.sip.address.SipURI;
import javax.sip.address.URI;

/**
 * Decides which bytes become a message. What is well-formed is parsed; a request that is not, but says
 * enough to be answered, is refused; the rest is dropped. Stateless.
 */
final class Gate {

    private static final Pattern REQUEST_LINE = Pattern.compile("\\S+ [^\\s<>]+ SIP/\\d+\\.\\d+");
    private static final Pattern STATUS_LINE = Pattern.compile("SIP/2\\.0 [1-6]\\d\\d( .*)?");
    private static final Pattern TARGET = Pattern.compile(
            "\\S+ sips?:(?:[^@\\s]*@)?([^;?\\s]*)\\S* .*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST_PORT = Pattern
            .compile("(?:\\[([^\\]]*)]|[^:\\[\\]]*)(?::\\d{0,5})?");
    private static final List<String> SINGLE = List.of("from", "to", "call-id", "cseq",
            "content-length", "max-forwards", "content-type");
    private static final List<String> NEEDED = List.of("via", "from", "to", "call-id", "cseq");
    private static final Pattern TAG = Pattern.compile(";\\s*tag\\s*=", Pattern.CASE_INSENSITIVE);
    /** What a branch begins with since RFC 3261. */
    private static final String COOKIE = "z9hG4bK";

    /** Headers without which nothing can be done right; a mistake in any other is passed over. */
    private static final Set<Class<?>> VITAL = Set.of(From.class, To.class, CSeq.class, Via.class,
            CallID.class,
            ContentLength.class, RequestLine.class, StatusLine.class, MaxForwards.class,
            Contact.class, Route.class,
            RecordRoute.class);

    private Gate() {}

    /** What becomes of some bytes. */
    sealed interface Verdict {

        /** Understood. */
        record Pass(SIPMessage message) implements Verdict {}

        /** To be answered with this, to whoever sent it. */
        record Refuse(String response) implements Verdict {}

        /** Not worth a word. */
        record Drop(boolean oversized) implements Verdict {}
    }

    /** Judges one whole message; on a datagram the body ends where the bytes do. */
    static Verdict judge(byte[] bytes, Transport transport) {
        var cut = RawMessage.cut(bytes);
        if (cut.isEmpty()) {
            return new Verdict.Drop(bytes.length > Limits.HEAD_BYTES);
        }
        var raw = cut.get();
        if (raw.headers().size() > Limits.HEADERS || raw.count("via") > Limits.VIAS) {
            return new Verdict.Drop(true);
        }
        var flaw = flaw(raw, bytes.length, transport);
        if (flaw.isPresent()) {
            return refuse(raw, flaw.get());
        }
        try {
            return admit(raw, bytes, transport);
        } catch (ParseException | InvalidArgumentException | RuntimeException notUnderstood) {
            // The parser also throws unchecked exceptions at some malformed headers; both mean the same.
            return refuse(raw, "400 Malformed message");
        }
    }

    private static Verdict admit(RawMessage raw, byte[] bytes, Transport transport)
            throws ParseException, InvalidArgumentException {
        var message = new StringMsgParser().parseSIPMessage(unfolded(bytes, raw.bodyStart()), false,
                false, Gate::pass);
        if (message == null || message.getFrom() == null || message.getTo() == null
                || message.getCallId() == null
                || message.getCSeq() == null || message.getTopmostVia() == null) {
            return refuse(raw, "400 Missing header");
        }
        if (message instanceof SIPResponse && message.getViaHeaders().size() > 1) {
            // Meant for somebody behind us, and there is nobody (RFC 3261, section 8.1.3.3).
            return new Verdict.Drop(false);
        }
        if (message instanceof SIPRequest request) {
            complete(request);
            var flaw = flaw(request, transport);
            if (flaw.isPresent()) {
                return refuse(raw, flaw.get());
            }
        }
        int length = raw.contentLength().orElse(bytes.length - raw.bodyStart());
        if (length > 0) {
            message.setMessageContent(
                    Arrays.copyOfRange(bytes, raw.bodyStart(), raw.bodyStart() + length));
        }
        return new Verdict.Pass(message);
    }

    /** What is wrong already by the look of it. */
    private static Optional<String> flaw(RawMessage raw, int bytes, Transport transport) {
        var pattern = raw.isResponse() ? STATUS_LINE : REQUEST_LINE;
        if (!pattern.matcher(raw.startLine()).matches()) {
            return Optional.of("400 Malformed start line");
        }
        if (!raw.isResponse() && !raw.startLine().endsWith(" SIP/2.0")) {
            return Optional.of("505 Version Not Supported");
        }
        if (!raw.isResponse() && !isHostSound(raw.startLine())) {
            return Optional.of("400 Request-URI has no host that makes sense");
        }
        for (String name : SINGLE) {
            if (raw.count(name) > 1) {
                return Optional.of("400 Repeated " + name);
            }
        }
        for (String name : NEEDED) {
            if (raw.first(name).isEmpty()) {
                return Optional.of("400 Missing " + name);
            }
        }
        return lengthFlaw(raw, bytes, transport);
    }

    /** Colons belong into brackets, and into those an address of IPv6 (RFC 5118, section 4.2; RFC 5954). */
    private static boolean isHostSound(String startLine) {
        var target = TARGET.matcher(startLine);
        if (!target.matches()) {
            return true;
        }
        var host = HOST_PORT.matcher(target.group(1));
        return host.matches()
                && (host.group(1) == null || IpLiteral.parse(host.group(1)).isPresent());
    }

    private static Optional<String> lengthFlaw(RawMessage raw, int bytes, Transport transport) {
        if (transport.isStream() && raw.contentLength().isEmpty()) {
            return Optional.of("400 Missing content-length");
        }
        int length = raw.contentLength().orElse(0);
        if (length < 0 || length > bytes - raw.bodyStart()) {
            return Optional.of("400 Content-Length does not fit");
        }
        return Optional.empty();
    }

    /** The head with folded lines joined by a space, which jain-sip's own joining swallows. */
    private static byte[] unfolded(byte[] bytes, int length) {
        var head = Arrays.copyOf(bytes, length);
        for (int i = 1; i < length; i++) {
            if (head[i - 1] == '\n' && (head[i] == ' ' || head[i] == '\t')) {
                head[i - 1] = ' ';
                if (i > 1 && head[i - 2] == '\r') {
                    head[i - 2] = ' ';
                }
            }
        }
        return head;
    }

    /** Adds what RFC 2543 did not ask for and jain-sip insists on. */
    private static void complete(SIPRequest request)
            throws ParseException, InvalidArgumentException {
        if (request.getMaxForwards() == null) {
            request.setHeader(new MaxForwards(70));
        }
        String branch = request.getTopmostVia().getBranch();
        boolean old = branch == null || !branch.startsWith(COOKIE);
        if (old && request.getMethod().equals("INVITE") && request.getContactHeader() == null) {
            var contact = new Contact();
            contact.setAddress(request.getFrom().getAddress());
            request.setHeader(contact);
        }
    }

    /** What is wrong with a request that could be parsed. */
    private static Optional<String> flaw(SIPRequest request, Transport transport) {
        if (!request.getMethod().equals(request.getCSeq().getMethod())) {
            return Optional.of("400 CSeq names another method");
        }
        if (!transport.word().equalsIgnoreCase(request.getTopmostVia().getTransport())) {
            return Optional.of("400 Via names another transport");
        }
        if (COOKIE.equals(request.getTopmostVia().getBranch())) {
            // It would be the same transaction as the next one without (RFC 4475, section 3.2.1).
            return Optional.of("400 Via has an empty branch");
        }
        if (hasHeaders(request.getRequestURI())) {
            return Optional.of("400 Request-URI has headers");
        }
        return contactFlaw(request);
    }

    private static Optional<String> contactFlaw(SIPRequest request) {
        var contact = request.getContactHeader();
        boolean invite = request.getMethod().equals("INVITE");
        if (invite && contact == null && request.getToTag() == null) {
            return Optional.of("400 Missing contact");
        }
        // jain-sip takes the target of a dialog for a SIP URI without looking.
        if (contact != null && invite
                && (contact.isWildCard() || !(contact.getAddress().getURI() instanceof SipURI))) {
            return Optional.of("400 Contact is no SIP URI");
        }
        // Whose headers they are, the URI's or ours, only brackets tell (RFC 3261, section 20.10).
        return contact != null && isBare(contact) && hasHeaders(contact.getAddress().getURI())
                ? Optional.of("400 Contact lacks angle brackets")
                : Optional.empty();
    }

    private static boolean isBare(Contact contact) {
        return contact.getAddress() instanceof AddressImpl address
                && address.getAddressType() == AddressImpl.ADDRESS_SPEC;
    }

    private static boolean hasHeaders(URI uri) {
        return uri instanceof SipURI sip && sip.getHeaderNames().hasNext();
    }

    private static void pass(ParseException mistake, SIPMessage message, Class<?> header,
            String text, String all)
            throws ParseException {
        if (header == null || VITAL.contains(header)) {
            throw mistake;
        }
    }

    private static Verdict refuse(RawMessage raw, String statusAndReason) {
        boolean answerable = raw.looksLikeRequest() && !raw.method().equals("ACK")
                && raw.first("via").isPresent() && raw.first("cseq").isPresent();
        if (!answerable) {
            return new Verdict.Drop(false);
        }
        var out = new StringBuilder(512).append("SIP/2.0 ").append(statusAndReason).append("\r\n");
        for (var header : raw.headers()) {
            if (header.name().equals("via")) {
                line(out, "Via", header.value());
            }
        }
        raw.first("from").ifPresent(from -> line(out, "From", from));
        raw.first("to")
                .map(to -> TAG.matcher(to).find() ? to : to + ";tag=refused")
                .ifPresent(to -> line(out, "To", to));
        raw.first("call-id").ifPresent(id -> line(out, "Call-ID", id));
        raw.first("cseq").ifPresent(cseq -> line(out, "CSeq", cseq));
        out.append("Content-Length: 0\r\n\r\n");
        return new Verdict.Refuse(out.toString());
    }

    private static void line(StringBuilder out, String name, String value) {
        out.append(name).append(": ").append(value).append("\r\n");
    }
}
