package io.antiphon.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Our keys in one call, and what was agreed with them. What is enciphered once stays so: nobody between the two
 * sides may talk a call out of it. Belongs to {@link OfferAnswer}.
 */
final class Keyring {

    static final String PLAIN = "RTP/AVP";
    static final String SECURE = "RTP/SAVP";
    static final String HANDSHAKEN = "UDP/TLS/RTP/SAVP";

    /** In our order; the first one is what all others speak. */
    private static final List<CryptoSuite> OFFERED = List.of(CryptoSuite.AES_CM_128_HMAC_SHA1_80,
            CryptoSuite.AES_CM_128_HMAC_SHA1_32, CryptoSuite.AES_256_CM_HMAC_SHA1_80,
            CryptoSuite.AEAD_AES_256_GCM);

    private final MediaEncryption policy;
    private final RandomGenerator random;
    private final Optional<CertificateHash> certificate;
    private final boolean offersHandshakes;
    private List<CryptoLine> offered = List.of();
    private List<CryptoLine> ours = List.of();
    private Optional<MasterKey> theirs = Optional.empty();
    private Optional<DtlsAgreement> handshake = Optional.empty();
    private String profile;

    Keyring(MediaEncryption policy, KeyExchange exchange, RandomGenerator random,
            Optional<CertificateHash> certificate) {
        this.policy = policy;
        this.certificate = certificate;
        this.random = random;
        offersHandshakes = exchange == KeyExchange.DTLS && policy != MediaEncryption.OFF
                && certificate.isPresent();
        String clearOrNot = policy == MediaEncryption.REQUIRED ? SECURE : PLAIN;
        profile = offersHandshakes ? HANDSHAKEN : clearOrNot;
    }

    boolean isEnciphered() {
        return theirs.isPresent() || handshake.isPresent();
    }

    boolean mayEncipher() {
        return policy != MediaEncryption.OFF;
    }

    boolean mustEncipher() {
        return policy == MediaEncryption.REQUIRED || isEnciphered();
    }

    /** The line of theirs that we would take: the one in use, else the one that they like best. */
    Optional<CryptoLine> choose(List<CryptoLine> lines) {
        return lines.stream()
                .filter(this::isInUse)
                .findFirst()
                .or(() -> lines.stream().findFirst())
                .filter(_ -> mayEncipher());
    }

    private boolean isInUse(CryptoLine line) {
        return theirs.filter(line.key()::equals).isPresent()
                && ours.getFirst().suite() == line.suite();
    }

    /** The protocol of our next offer. */
    String profile() {
        return profile;
    }

    /** Our lines of our next offer: all suites, or the one in use with the key in use. */
    List<CryptoLine> offer() {
        if (offerHandshake().isPresent()) {
            offered = List.of();
        } else if (isEnciphered()) {
            offered = ours;
        } else if (mayEncipher() && offered.isEmpty()) {
            var lines = new ArrayList<CryptoLine>();
            for (var suite : OFFERED) {
                lines.add(new CryptoLine(lines.size() + 1, suite,
                        MasterKey.drawn(suite, random)));
            }
            offered = lines;
        }
        return offered;
    }

    /** Takes a line that they offered; answers with ours. */
    Keying answer(CryptoLine line, String protocol) {
        // A new key of theirs asks for one of ours: who begins anew may have forgotten how often the old
        // one's sequence numbers rolled over.
        var key = isInUse(line) ? ours.getFirst().key() : MasterKey.drawn(line.suite(), random);
        return agree(new CryptoLine(line.tag(), line.suite(), key), line, protocol);
    }

    /** Takes their answer to {@link #offer}, or one of several where the offer forked; empty if none of its lines belongs to one of ours. */
    Optional<Keying> accept(MediaDescription answer) {
        for (var line : answer.crypto()) {
            for (var own : offered) {
                if (own.tag() == line.tag() && own.suite() == line.suite()) {
                    return Optional.of(agree(own, line, answer.protocol()));
                }
            }
        }
        return Optional.empty();
    }

    private Keying agree(CryptoLine own, CryptoLine line, String protocol) {
        ours = List.of(own);
        theirs = Optional.of(line.key());
        handshake = Optional.empty();
        profile = protocol;
        return new Keying(line.suite(), own.key(), line.key());
    }

    /** Our lines of an offer of a handshake: in a call whose keys come from one, or are to come. */
    Optional<DtlsLine> offerHandshake() {
        boolean isOurWish = offersHandshakes && theirs.isEmpty();
        return certificate.filter(_ -> handshake.isPresent() || isOurWish)
                .map(own -> new DtlsLine(own, Setup.ACTPASS));
    }

    /** Whether we can do what they offer. */
    boolean canShakeHands(MediaDescription medium) {
        return mayEncipher() && certificate.isPresent() && medium.isHandshaken()
                && medium.dtls().isPresent();
    }

    /** Takes their offer of a handshake, or their answer to ours. */
    DtlsAgreement agree(DtlsLine line, String protocol) {
        boolean isSame = handshake.filter(now -> now.theirs().equals(line.certificate()))
                .isPresent();
        boolean isClient = switch (line.setup()) {
            case PASSIVE -> true;
            case ACTIVE -> false;
            case ACTPASS -> !isSame || handshake.orElseThrow().isClient();
        };
        var agreed = new DtlsAgreement(line.certificate(), isClient);
        handshake = Optional.of(agreed);
        theirs = Optional.empty();
        ours = List.of();
        profile = protocol;
        return agreed;
    }

    /** Our lines of the answer that was agreed on last. */
    DtlsLine handshakeLine(DtlsAgreement agreed) {
        return new DtlsLine(certificate.orElseThrow(),
                agreed.isClient() ? Setup.ACTIVE : Setup.PASSIVE);
    }

    /** Our line of the answer that was agreed on last. */
    List<CryptoLine> lines() {
        return ours;
    }
}
