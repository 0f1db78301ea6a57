package io.antiphon.sip.sdp;

import java.util.List;
import java.util.Optional;

/**
 * An a=crypto line (RFC 4568): what its writer would encipher with. Both sides' lines of one agreement have the
 * same tag and the same suite.
 */
record CryptoLine(int tag, CryptoSuite suite, MasterKey key) {

    private static final String INLINE = "inline:";
    private static final int MOST_TAG = 999_999_999;

    /**
     * Reads what stands behind {@code a=crypto:}. Empty for a line that we cannot do as it says: another suite,
     * several keys or a key identifier (MKI), a key of the wrong length, or a parameter that changes what is
     * enciphered. Such a line is passed over, as an offerer expects (RFC 4568, 5.1.2).
     */
    static Optional<CryptoLine> read(String value) {
        List<String> words = SdpParser.words(value);
        if (words.size() < 3 || !words.get(0).matches("\\d{1,9}")
                || !words.get(2).startsWith(INLINE) || words.get(2).indexOf(';') >= 0
                || !words.subList(3, words.size()).stream().allMatch(CryptoLine::isHarmless)) {
            return Optional.empty();
        }
        int tag = Integer.parseInt(words.get(0));
        String[] parts = words.get(2).substring(INLINE.length()).split("\\|", -1);
        if (tag > MOST_TAG || parts.length > 2 || (parts.length == 2 && !isLifetime(parts[1]))) {
            return Optional.empty();
        }
        return CryptoSuite.named(words.get(1))
                .flatMap(suite -> MasterKey.read(suite, parts[0])
                        .map(key -> new CryptoLine(tag, suite, key)));
    }

    /** How wide a window against replays they have is theirs to know. */
    private static boolean isHarmless(String parameter) {
        return parameter.startsWith("WSH=");
    }

    /** A call ends long before 2^20 packets or more have gone; fewer are nobody's wish. */
    private static boolean isLifetime(String word) {
        return word.matches("2\\^\\d{1,2}|\\d{1,20}");
    }

    /** What stands behind {@code a=crypto:}, the key in the open. */
    String write() {
        return tag + " " + suite + " " + INLINE + key.base64();
    }
}
