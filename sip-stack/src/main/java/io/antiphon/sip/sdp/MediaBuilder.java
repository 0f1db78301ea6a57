package io.antiphon.sip.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what is said about one medium until the next m= line. */
final class MediaBuilder {

    private static final int MAX_FORMATS = 64;
    private static final int MAX_CRYPTO = 32;

    private final String type;
    private final int port;
    private final String protocol;
    private final List<String> formats;
    private final Map<Integer, PayloadFormat> rtpmaps = new HashMap<>();
    private final Map<Integer, String> fmtps = new HashMap<>();
    private Optional<String> connection = Optional.empty();
    private Optional<MediaDescription.Rtcp> rtcp = Optional.empty();
    private Optional<Integer> ptime = Optional.empty();
    private Optional<Integer> maxPtime = Optional.empty();
    private Optional<Direction> direction = Optional.empty();
    private final List<CryptoLine> crypto = new ArrayList<>();
    private Optional<CertificateHash> certificate = Optional.empty();
    private Optional<Setup> setup = Optional.of(Setup.ACTPASS);
    private boolean rtcpMux;

    MediaBuilder(String type, int port, String protocol, List<String> formats) throws SdpException {
        if (formats.size() > MAX_FORMATS) {
            throw new SdpException("a medium lists more than " + MAX_FORMATS + " formats");
        }
        this.type = type;
        this.port = port;
        this.protocol = protocol;
        this.formats = formats;
    }

    void connection(String host) {
        connection = Optional.of(host);
    }

    void direction(Direction found) {
        direction = Optional.of(found);
    }

    void ptime(int ms) {
        ptime = Optional.of(ms);
    }

    void maxPtime(int ms) {
        maxPtime = Optional.of(ms);
    }

    void rtcpMux() {
        rtcpMux = true;
    }

    /** The first that can be trusted counts. */
    void certificate(Optional<CertificateHash> found) {
        certificate = certificate.or(() -> found);
    }

    void setup(Optional<Setup> found) {
        setup = found;
    }

    /** Lines that we cannot use are no mistake: there are suites that we do not speak. */
    void crypto(String value) {
        if (crypto.size() < MAX_CRYPTO) {
            CryptoLine.read(value).ifPresent(crypto::add);
        }
    }

    void rtcp(List<String> words, int line) throws SdpException {
        if (words.isEmpty()) {
            throw new SdpException("line " + line + ": a=rtcp needs a port");
        }
        rtcp = Optional
                .of(new MediaDescription.Rtcp(SdpParser.number(words.getFirst(), 65_535, line),
                        words.size() == 4 ? Optional.of(words.get(3)) : Optional.empty()));
    }

    /** {@code 101 telephone-event/8000}. The first word on a number stands; a second is a mistake of theirs. */
    void rtpmap(List<String> words, int line) throws SdpException {
        if (words.size() < 2) {
            throw new SdpException("line " + line + ": a=rtpmap is written number encoding/rate");
        }
        int pt = SdpParser.number(words.get(0), 127, line);
        String encoding = words.get(1);
        int slash = encoding.indexOf('/');
        if (slash <= 0) {
            // Seen without a clock rate where the number alone says enough: 31 LPC.
            return;
        }
        String rate = encoding.substring(slash + 1);
        int second = rate.indexOf('/');
        int channels = second < 0 ? 1 : SdpParser.number(rate.substring(second + 1), 255, line);
        int clock = SdpParser.number(second < 0 ? rate : rate.substring(0, second), 1_000_000,
                line);
        rtpmaps.putIfAbsent(pt,
                new PayloadFormat(pt, encoding.substring(0, slash), clock, channels,
                        Optional.empty()));
    }

    void fmtp(String rest, int line) throws SdpException {
        int space = rest.indexOf(' ');
        if (space > 0) {
            fmtps.putIfAbsent(SdpParser.number(rest.substring(0, space), 127, line),
                    rest.substring(space + 1).strip());
        }
    }

    MediaDescription build() {
        var payloads = new ArrayList<PayloadFormat>();
        var seen = new HashSet<String>();
        for (String format : formats) {
            if (seen.add(format)) {
                payload(format).ifPresent(payloads::add);
            }
        }
        return new MediaDescription(type, port, protocol, formats, payloads, connection, rtcp,
                ptime, maxPtime,
                direction, rtcpMux, crypto,
                certificate.flatMap(of -> setup.map(who -> new DtlsLine(of, who))));
    }

    private Optional<PayloadFormat> payload(String format) {
        if (!format.matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int pt = Integer.parseInt(format);
        return Optional.ofNullable(rtpmaps.get(pt))
                .or(() -> PayloadFormat.ofStatic(pt))
                .map(known -> new PayloadFormat(pt, known.encoding(), known.clockRate(),
                        known.channels(),
                        Optional.ofNullable(fmtps.get(pt))));
    }
}
