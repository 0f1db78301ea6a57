package io.antiphon.sip.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Our side of offer and answer (RFC 3264) for one call with one audio stream. Remembers what was said last,
 * so that the version grows exactly when the description changes. Belongs to whoever owns the call.
 */
public final class OfferAnswer {

    private static final int LEAST_PTIME_MS = 20;
    private static final int MOST_PTIME_MS = 60;

    private final LocalMedia local;
    private final String sessionId;
    private final Keyring keys;
    private Optional<SessionDescription> said = Optional.empty();
    private long version;

    /** In the clear. The session id only has to differ from our other sessions. */
    public OfferAnswer(LocalMedia local, long sessionId) {
        // Nothing is drawn where nothing is enciphered.
        this(local, sessionId, new Keyring(MediaEncryption.OFF, KeyExchange.SDES, () -> 0,
                Optional.empty()));
    }

    /**
     * With the means to encipher.
     *
     * @param exchange what our own offers ask for; SDES where there is no certificate
     * @param random makes the keys, so it must be impossible to guess
     * @param certificate ours, where we can do handshakes in the stream
     */
    public OfferAnswer(LocalMedia local, long sessionId, MediaEncryption encryption,
            KeyExchange exchange, RandomGenerator random,
            Optional<CertificateHash> certificate) {
        this(local, sessionId, new Keyring(encryption, exchange, random, certificate));
    }

    private OfferAnswer(LocalMedia local, long sessionId, Keyring keys) {
        this.local = local;
        this.sessionId = Long.toUnsignedString(sessionId);
        this.keys = keys;
    }

    /** One of their media that we can take. */
    private record Choice(int index, InetSocketAddress remote, PayloadFormat codec,
            Optional<CryptoLine> crypto, Optional<DtlsLine> dtls) {

        boolean isEnciphered() {
            return crypto.isPresent() || dtls.isPresent();
        }
    }

    /** How sound travels, and what it is enciphered with. */
    private record Way(String protocol, boolean rtcpMux, List<CryptoLine> crypto,
            Optional<DtlsLine> dtls) {}

    /** An offer of everything we can; of the keys in use, where there are some. */
    public SessionDescription offer(Direction direction) {
        var handshake = keys.offerHandshake();
        return say(List.of(audio(
                new Way(keys.profile(), handshake.isPresent(), keys.offer(), handshake),
                local.formats(), local.ptimeMs(), direction)));
    }

    /**
     * Answers an offer; {@code wanted} limits the direction. What is enciphered goes before what is not. Empty
     * means 488, for the {@link #objection}.
     */
    public Optional<Negotiated> answer(SessionDescription offer, Direction wanted) {
        return choices(offer).stream()
                .filter(Choice::isEnciphered)
                .findFirst()
                .or(() -> choices(offer).stream()
                        .filter(choice -> isTakenPlain(offer.media().get(choice.index())))
                        .findFirst())
                .map(choice -> answered(offer, choice, wanted));
    }

    private List<Choice> choices(SessionDescription offer) {
        var choices = new ArrayList<Choice>();
        for (int i = 0; i < offer.media().size(); i++) {
            var medium = offer.media().get(i);
            var remote = remoteRtp(offer, medium);
            var codec = commonCodec(medium);
            if (medium.isAudio() && remote.isPresent() && codec.isPresent()) {
                choices.add(new Choice(i, remote.get(), codec.get(), crypto(medium),
                        medium.dtls().filter(_ -> keys.canShakeHands(medium))));
            }
        }
        return choices;
    }

    private Optional<CryptoLine> crypto(MediaDescription theirs) {
        return theirs.isPlain() || theirs.isSecure()
                ? keys.choose(theirs.crypto())
                : Optional.empty();
    }

    private boolean isTakenPlain(MediaDescription theirs) {
        return theirs.isPlain() && !keys.mustEncipher();
    }

    /** Why an offer has no answer. */
    public String objection(SessionDescription offer) {
        var open = choices(offer);
        if (open.isEmpty()) {
            return "no codec in common";
        }
        var medium = offer.media().get(open.getFirst().index());
        if (medium.isPlain()) {
            return keys.isEnciphered()
                    ? "the call is encrypted, and the offer would end that"
                    : "the offer is not encrypted, and rtp.srtp is required";
        }
        if (!medium.isSecure() && !medium.isHandshaken()) {
            return "the protocol " + medium.protocol() + " is not spoken here";
        }
        return keys.mayEncipher()
                ? "no a=crypto or a=fingerprint line of the offer can be used"
                : "the offer is encrypted, and rtp.srtp is off";
    }

    private Negotiated answered(SessionDescription offer, Choice choice, Direction wanted) {
        var theirs = offer.media().get(choice.index());
        var events = events(theirs);
        var formats = new ArrayList<PayloadFormat>();
        formats.add(choice.codec());
        events.ifPresent(theirEvents -> formats.add(
                new PayloadFormat(theirEvents.pt(), "telephone-event", 8000, 1,
                        Optional.of("0-16"))));
        var direction = direction(offer, theirs, choice.remote()).and(wanted);
        int ptimeMs = ptime(theirs);
        var keying = choice.crypto().map(line -> keys.answer(line, theirs.protocol()));
        var dtls = choice.dtls().map(line -> keys.agree(line, theirs.protocol()));
        var way = new Way(theirs.protocol(), theirs.rtcpMux(),
                keying.isPresent() ? keys.lines() : List.of(), dtls.map(keys::handshakeLine));
        var lines = new ArrayList<MediaDescription>();
        for (int i = 0; i < offer.media().size(); i++) {
            lines.add(i == choice.index()
                    ? audio(way, formats, ptimeMs, direction)
                    : offer.media().get(i).refused());
        }
        return new Negotiated(choice.remote(), rtcp(theirs, choice.remote()), choice.codec(),
                choice.codec().pt(), events.map(PayloadFormat::pt), ptimeMs,
                direction, keying, dtls, say(lines));
    }

    /** Takes their answer to our latest offer. Empty means that it leaves nothing to talk with. */
    public Optional<Negotiated> accept(SessionDescription answer) {
        var offered = said.filter(mine -> mine.media().size() == 1)
                .orElseThrow(
                        () -> new IllegalStateException("an answer to an offer that was not made"));
        if (answer.media().isEmpty()) {
            return Optional.empty();
        }
        var theirs = answer.media().getFirst();
        var ours = offered.media().getFirst();
        var remote = remoteRtp(answer, theirs);
        var codec = commonCodec(theirs);
        boolean isInKind = theirs.isSecure() == ours.isSecure()
                && theirs.isHandshaken() == ours.isHandshaken()
                && theirs.isPlain() == ours.isPlain();
        if (!theirs.isAudio() || !isInKind || remote.isEmpty() || codec.isEmpty()) {
            return Optional.empty();
        }
        var keying = keys.accept(theirs);
        var dtls = theirs.dtls()
                .filter(_ -> keys.canShakeHands(theirs))
                .map(line -> keys.agree(line, theirs.protocol()));
        if (keying.isEmpty() && dtls.isEmpty() && !isTakenPlain(theirs)) {
            return Optional.empty();
        }
        int receivePt = ours.payloads()
                .stream()
                .filter(codec.get()::sameEncoding)
                .mapToInt(PayloadFormat::pt)
                .findFirst()
                .orElse(codec.get().pt());
        var direction = direction(answer, theirs, remote.get())
                .and(ours.direction().orElse(Direction.SENDRECV));
        return Optional
                .of(new Negotiated(remote.get(), rtcp(theirs, remote.get()), codec.get(), receivePt,
                        events(theirs).map(PayloadFormat::pt), ptime(theirs), direction, keying,
                        dtls, offered));
    }

    private Optional<PayloadFormat> commonCodec(MediaDescription theirs) {
        return theirs.payloads()
                .stream()
                .filter(format -> !format.isTelephoneEvent())
                .filter(format -> local.formats().stream().anyMatch(format::sameEncoding))
                .findFirst();
    }

    private Optional<PayloadFormat> events(MediaDescription theirs) {
        return theirs.payloads()
                .stream()
                .filter(PayloadFormat::isTelephoneEvent)
                .filter(format -> local.formats().stream().anyMatch(format::sameEncoding))
                .findFirst();
    }

    /** Ours, given theirs. An address of all zeros is the old way to say "do not send" (RFC 3264, 8.4). */
    private static Direction direction(SessionDescription sdp, MediaDescription theirs,
            InetSocketAddress remote) {
        var mirrored = sdp.directionOf(theirs).mirrored();
        return remote.getAddress().isAnyLocalAddress()
                ? Direction.of(false, mirrored.receives())
                : mirrored;
    }

    private static Optional<InetSocketAddress> remoteRtp(SessionDescription sdp,
            MediaDescription medium) {
        return sdp.connectionOf(medium)
                .flatMap(OfferAnswer::literal)
                .map(address -> new InetSocketAddress(address, medium.port()));
    }

    private static InetSocketAddress rtcp(MediaDescription medium, InetSocketAddress rtp) {
        if (medium.rtcpMux()) {
            return rtp;
        }
        int above = Math.min(rtp.getPort() + 1, 65_535);
        return medium.rtcp()
                .map(rtcp -> new InetSocketAddress(
                        rtcp.address().flatMap(OfferAnswer::literal).orElse(rtp.getAddress()),
                        rtcp.port()))
                .orElseGet(() -> new InetSocketAddress(rtp.getAddress(), above));
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException aName) {
            // A name would need a look-up, which nobody may wait for here; peers do not use them.
            return Optional.empty();
        }
    }

    /** Whole frames of 20 ms, as close to what they ask as we can. */
    private int ptime(MediaDescription theirs) {
        int asked = theirs.ptimeMs().orElse(local.ptimeMs());
        int most = Math.min(theirs.maxPtimeMs().orElse(MOST_PTIME_MS), MOST_PTIME_MS);
        int frames = Math.min(asked, most) / LEAST_PTIME_MS;
        return Math.max(1, frames) * LEAST_PTIME_MS;
    }

    private MediaDescription audio(Way way, List<PayloadFormat> formats, int ptimeMs,
            Direction direction) {
        return new MediaDescription("audio", local.rtp().getPort(), way.protocol(),
                formats.stream().map(format -> Integer.toString(format.pt())).toList(), formats,
                Optional.empty(),
                Optional.empty(), Optional.of(ptimeMs), Optional.empty(), Optional.of(direction),
                way.rtcpMux(), way.crypto(), way.dtls());
    }

    private SessionDescription say(List<MediaDescription> media) {
        String host = local.rtp().getAddress().getHostAddress();
        var origin = new Origin("-", sessionId, Long.toString(version), host);
        var next = new SessionDescription(origin, Optional.of(host), Optional.empty(), media);
        if (said.isPresent() && !said.get().equals(next)) {
            version++;
            next = next.versioned(Long.toString(version));
        }
        said = Optional.of(next);
        return next;
    }
}
