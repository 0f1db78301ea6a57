package io.antiphon.server.call;

import io.antiphon.media.MediaSession;
import io.antiphon.media.MediaSpec;
import io.antiphon.media.codec.Codec;
import io.antiphon.media.dtls.DtlsTerms;
import io.antiphon.media.dtls.Fingerprint;
import io.antiphon.media.rtp.SourcePolicy;
import io.antiphon.media.rtp.StreamSpec;
import io.antiphon.media.secure.SrtpKey;
import io.antiphon.media.secure.SrtpKeys;
import io.antiphon.media.secure.SrtpSuite;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.Reoffer;
import io.antiphon.sip.sdp.Direction;
import io.antiphon.sip.sdp.DtlsAgreement;
import io.antiphon.sip.sdp.Negotiated;
import io.antiphon.sip.sdp.OfferAnswer;
import io.antiphon.sip.sdp.SessionDescription;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The signalling and the media of one call, held together: translates what SDP agreed into a
 * {@link MediaSpec}. Owned by the call's thread.
 */
final class Leg {

    private static final int NOT_ACCEPTABLE_HERE = 488;
    private static final Pattern SECRET = Pattern.compile("^SIP *\\/ *2\\.0 *\\/ *(TLS|WSS)\\b",
            Pattern.CASE_INSENSITIVE);

    private final IncomingCall call;
    private final MediaSession media;
    private final OfferAnswer sdp;
    private final House house;
    private final Story story;
    private boolean isStarted;
    private Optional<Negotiated> ready = Optional.empty();
    private Optional<Negotiated> agreed = Optional.empty();

    /** {@code host} is what the caller shall send to. */
    Leg(IncomingCall call, MediaSession media, String host, House house, Story story) {
        this.call = call;
        this.media = media;
        this.house = house;
        this.story = story;
        this.sdp = house.offerAnswer(
                new InetSocketAddress(InetAddress.ofLiteral(host), media.localRtp().getPort()));
    }

    /** Looks whether there is something in common, and refuses the call where there is nothing. */
    boolean isUnderstood() {
        if (call.offer().isEmpty()) {
            return true;
        }
        ready = sdp.answer(call.offer().get(), Direction.SENDRECV);
        if (ready.isEmpty()) {
            call.reject(NOT_ACCEPTABLE_HERE, "Not Acceptable Here");
        }
        return ready.isPresent();
    }

    /** Why the call's offer is refused. */
    String objection() {
        return call.offer().map(sdp::objection).orElse("");
    }

    /** Takes the call: with our answer, or with our offer where the caller made none. */
    void answer() {
        ready.ifPresentOrElse(negotiated -> {
            call.accept(negotiated.local());
            run(negotiated);
        }, () -> call.accept(sdp.offer(Direction.SENDRECV)));
    }

    /** The other side's answer to an offer of ours; a useless one ends the call. */
    void answered(SessionDescription answer) {
        sdp.accept(answer).ifPresentOrElse(this::run, call::hangUp);
    }

    void reoffered(Reoffer reoffer) {
        if (reoffer.offer().isEmpty()) {
            reoffer.answer(sdp.offer(Direction.SENDRECV));
            return;
        }
        sdp.answer(reoffer.offer().get(), Direction.SENDRECV).ifPresentOrElse(negotiated -> {
            reoffer.answer(negotiated.local());
            run(negotiated);
        }, () -> reoffer.reject(NOT_ACCEPTABLE_HERE, "Not Acceptable Here"));
    }

    void hangUp() {
        call.hangUp();
    }

    void transfer(String target) {
        call.transfer(target);
    }

    /** The codec in use, for the trace. */
    String codec() {
        return agreed.map(negotiated -> negotiated.codec().encoding()).orElse("none");
    }

    private void run(Negotiated negotiated) {
        // The same agreement again, as in a session refresh, must not disturb what runs.
        boolean isSame = agreed.filter(before -> spec(before).equals(spec(negotiated))).isPresent();
        agreed = Optional.of(negotiated);
        if (isSame) {
            return;
        }
        tell(negotiated);
        if (isStarted) {
            media.update(spec(negotiated));
        } else {
            media.start(spec(negotiated));
            isStarted = true;
        }
    }

    private void tell(Negotiated negotiated) {
        boolean isOpen = negotiated.keying().isPresent() && !isSignalledInSecret();
        if (isOpen) {
            house.warnOfKeysInTheClear();
        }
        story.media(negotiated.codec().encoding(),
                negotiated.keying()
                        .map(keying -> keying.suite().name())
                        .or(() -> negotiated.dtls().map(_ -> "DTLS")),
                isOpen);
    }

    /** Whether nobody on the way to the next SIP host could read our keys. */
    private boolean isSignalledInSecret() {
        return call.header("Via").filter(via -> SECRET.matcher(via).find()).isPresent();
    }

    private static Optional<SrtpKeys> keys(Negotiated negotiated) {
        return negotiated.keying().map(keying -> {
            var suite = SrtpSuite.valueOf(keying.suite().name());
            return new SrtpKeys(new SrtpKey(suite, keying.ours().bytes()),
                    new SrtpKey(suite, keying.theirs().bytes()));
        });
    }

    private static DtlsTerms terms(DtlsAgreement agreement) {
        return new DtlsTerms(
                Fingerprint.of(agreement.theirs().hash(), agreement.theirs().hex()),
                agreement.isClient());
    }

    private MediaSpec spec(Negotiated negotiated) {
        var keys = negotiated.telephoneEventPt().map(OptionalInt::of).orElse(OptionalInt.empty());
        var stream = new StreamSpec(negotiated.remoteRtp(), negotiated.remoteRtcp(),
                Codec.valueOf(negotiated.codec().encoding().toUpperCase(Locale.ROOT)),
                negotiated.codec().pt(),
                keys, packetMs(negotiated),
                new SourcePolicy(Optional.of(call.source().getAddress()), false),
                keys(negotiated), negotiated.dtls().map(Leg::terms));
        return new MediaSpec(stream, negotiated.direction().sends(),
                negotiated.direction().receives());
    }

    /** We pack whole frames; a peer that asks for something between takes the shorter. */
    private static int packetMs(Negotiated negotiated) {
        return Math.clamp(negotiated.ptimeMs() / 20L * 20, 20, 60);
    }
}
