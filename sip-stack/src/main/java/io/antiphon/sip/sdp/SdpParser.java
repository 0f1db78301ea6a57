package io.antiphon.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one description, line by line. Strict where a mistake would send sound to the wrong place, lenient
 * elsewhere: line ends may be mixed, unknown lines are passed over. Everything it keeps is bounded.
 */
final class SdpParser {

    private static final int MAX_LINES = 1_000;
    private static final int MAX_MEDIA = 16;

    private final String text;
    private final List<MediaBuilder> media = new ArrayList<>();
    private Optional<Origin> origin = Optional.empty();
    private Optional<String> connection = Optional.empty();
    private Optional<Direction> direction = Optional.empty();
    private Optional<CertificateHash> certificate = Optional.empty();
    private Optional<Setup> setup = Optional.of(Setup.ACTPASS);

    SdpParser(String text) {
        this.text = text;
    }

    SessionDescription parse() throws SdpException {
        if (text.length() > SessionDescription.MAX_CHARS) {
            throw new SdpException("a description of " + text.length() + " characters is too long");
        }
        List<String> lines = text.lines().limit(MAX_LINES + 1L).toList();
        if (lines.size() > MAX_LINES) {
            throw new SdpException(
                    "a description of more than " + MAX_LINES + " lines is too long");
        }
        if (lines.isEmpty() || !lines.getFirst().strip().equals("v=0")) {
            throw new SdpException("line 1: a description begins with v=0");
        }
        int number = 0;
        for (String line : lines) {
            number++;
            read(line, number);
        }
        var from = origin.orElseThrow(() -> new SdpException("there is no o= line"));
        var built = new ArrayList<MediaDescription>();
        for (var medium : media) {
            medium.certificate(certificate);
            built.add(medium.build());
        }
        return new SessionDescription(from, connection, direction, built);
    }

    private void read(String line, int number) throws SdpException {
        if (line.isBlank()) {
            return;
        }
        if (line.length() < 2 || line.charAt(1) != '=') {
            throw new SdpException("line " + number + ": not of the form x=...");
        }
        String value = line.substring(2).strip();
        switch (line.charAt(0)) {
            case 'o' -> origin = Optional.of(origin(value, number));
            case 'c' -> connection(address(value, number));
            case 'm' -> medium(value, number);
            case 'a' -> attribute(value, number);
            default -> {
                // s=, t=, b=, i=, k= and whatever comes: nothing here that sound depends on.
            }
        }
    }

    private static Origin origin(String value, int number) throws SdpException {
        List<String> words = words(value);
        if (words.size() != 6) {
            throw new SdpException("line " + number + ": o= has six words, not " + words.size());
        }
        return new Origin(words.get(0), words.get(1), words.get(2), words.get(5));
    }

    private void connection(String host) {
        if (media.isEmpty()) {
            connection = Optional.of(host);
        } else {
            media.getLast().connection(host);
        }
    }

    private static String address(String value, int number) throws SdpException {
        List<String> words = words(value);
        if (words.size() != 3 || !words.get(0).equals("IN")
                || !(words.get(1).equals("IP4") || words.get(1).equals("IP6"))) {
            throw new SdpException("line " + number + ": c= is written IN IP4 address");
        }
        // 224.2.1.1/127 carries a time to live behind the slash.
        String host = words.get(2);
        int slash = host.indexOf('/');
        return slash < 0 ? host : host.substring(0, slash);
    }

    private void medium(String value, int number) throws SdpException {
        List<String> words = words(value);
        if (words.size() < 4) {
            throw new SdpException("line " + number + ": m= is written type port protocol formats");
        }
        if (media.size() == MAX_MEDIA) {
            throw new SdpException("line " + number + ": more than " + MAX_MEDIA + " media");
        }
        // 49170/2 asks for two ports; the first is the one that counts.
        String port = words.get(1);
        int slash = port.indexOf('/');
        media.add(new MediaBuilder(words.get(0),
                number(slash < 0 ? port : port.substring(0, slash), 65_535, number),
                words.get(2), words.subList(3, words.size())));
        media.getLast().setup(setup);
    }

    private void attribute(String value, int number) throws SdpException {
        var found = Direction.fromWord(value);
        if (found.isPresent()) {
            if (media.isEmpty()) {
                direction = found;
            } else {
                media.getLast().direction(found.get());
            }
            return;
        }
        int colon = value.indexOf(':');
        String name = colon < 0 ? value : value.substring(0, colon);
        String rest = colon < 0 ? "" : value.substring(colon + 1).strip();
        if (media.isEmpty()) {
            forAll(name, rest);
            return;
        }
        var medium = media.getLast();
        switch (name) {
            case "rtpmap" -> medium.rtpmap(words(rest), number);
            case "fmtp" -> medium.fmtp(rest, number);
            case "rtcp" -> medium.rtcp(words(rest), number);
            case "rtcp-mux" -> medium.rtcpMux();
            case "crypto" -> medium.crypto(rest);
            case "fingerprint" -> medium.certificate(CertificateHash.read(rest));
            case "setup" -> medium.setup(Setup.named(rest));
            // 30.5 and the like exist; the fraction means nothing to us.
            case "ptime" -> medium.ptime(number(whole(rest), 10_000, number));
            case "maxptime" -> medium.maxPtime(number(whole(rest), 10_000, number));
            default -> {
                // Not ours to know.
            }
        }
    }

    /** What holds for every medium that does not say otherwise. */
    private void forAll(String name, String rest) {
        if (name.equals("fingerprint")) {
            certificate = certificate.or(() -> CertificateHash.read(rest));
        } else if (name.equals("setup")) {
            setup = Setup.named(rest);
        }
    }

    private static String whole(String value) {
        int point = value.indexOf('.');
        return point < 0 ? value : value.substring(0, point);
    }

    static int number(String word, int max, int line) throws SdpException {
        if (word.isEmpty() || word.length() > 9
                || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new SdpException("line " + line + ": a number is expected");
        }
        int value = Integer.parseInt(word);
        if (value > max) {
            throw new SdpException("line " + line + ": " + value + " is more than " + max);
        }
        return value;
    }

    static List<String> words(String value) {
        var words = new ArrayList<String>();
        int start = -1;
        for (int i = 0; i <= value.length(); i++) {
            boolean inside = i < value.length() && value.charAt(i) != ' '
                    && value.charAt(i) != '\t';
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                words.add(value.substring(start, i));
                start = -1;
            }
        }
        return words;
    }
}
