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
import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.Reoffer;
import io.antiphon.sip.SipCall;
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
    private static final Pattern TO_SECRET = Pattern.compile("^sips:|;transport=tls\\b",
            Pattern.CASE_INSENSITIVE);

    private final SipCall call;
    private final MediaSession media;
    private final OfferAnswer sdp;
    private final House house;
    private final Story story;
    /** Which way sound may go as far as we are concerned. */
    private Direction ours = Direction.SENDRECV;
    private boolean isStarted;
    private Optional<Negotiated> ready = Optional.empty();
    private Optional<MediaSpec> running = Optional.empty();
    private String codec = "none";

    /** {@code host} is what the other side shall send to. */
    Leg(SipCall call, MediaSession media, String host, House house, Story story) {
        this.call = call;
        this.media = media;
        this.house = house;
        this.story = story;
        this.sdp = house.offerAnswer(
                new InetSocketAddress(InetAddress.ofLiteral(host), media.localRtp().getPort()));
    }

    /** The same sound in another call. */
    Leg successor(SipCall next, String host) {
        var successor = new Leg(next, media, host, house, story);
        successor.isStarted = isStarted;
        return successor;
    }

    /** Looks whether there is something in common, and refuses the call where there is nothing. */
    boolean isUnderstood(IncomingCall offered) {
        if (offered.offer().isEmpty()) {
            return true;
        }
        ready = sdp.answer(offered.offer().get(), ours);
        if (ready.isEmpty()) {
            offered.reject(NOT_ACCEPTABLE_HERE, "Not Acceptable Here");
        }
        return ready.isPresent();
    }

    /** Why the call's offer is refused. */
    String objection(IncomingCall offered) {
        return offered.offer().map(sdp::objection).orElse("");
    }

    /** Opens the way before the call is taken, where the caller has offered one; answers whether it is open. */
    boolean progress(IncomingCall offered) {
        ready.ifPresent(negotiated -> {
            offered.progress(negotiated.local());
            run(negotiated, deaf(spec(negotiated)));
        });
        return ready.isPresent();
    }

    /** Takes the call: with our answer, or with our offer where the caller made none. */
    void answer(IncomingCall offered) {
        ready.ifPresentOrElse(negotiated -> {
            offered.accept(negotiated.local());
            run(negotiated);
        }, () -> offered.accept(offer()));
    }

    SessionDescription offer() {
        return sdp.offer(ours);
    }

    /** Puts the other side on hold (RFC 3264, section 8.4): they hear us, or what we play, and we do not hear them. */
    void hold() {
        ours = Direction.SENDONLY;
        call.reoffer(offer());
    }

    /** Ends that. {@link #hears} once they have agreed. */
    void retrieve() {
        ours = Direction.SENDRECV;
        call.reoffer(offer());
    }

    /** Whether the other side sends to us. */
    boolean hears() {
        return running.filter(MediaSpec::receives).isPresent();
    }

    /** The other side's answer to an offer of ours; a useless one ends the call. */
    boolean answered(SessionDescription answer) {
        var negotiated = sdp.accept(answer);
        negotiated.ifPresentOrElse(this::run, call::hangUp);
        return negotiated.isPresent();
    }

    /**
     * What can be heard before anyone took the call: packets are received, so that the way is open when
     * someone does, but nobody listens, for a network's announcement is not the called person's word.
     */
    void early(SessionDescription answer) {
        sdp.accept(answer).ifPresent(negotiated -> run(negotiated, deaf(spec(negotiated))));
    }

    private static MediaSpec deaf(MediaSpec spec) {
        return new MediaSpec(spec.stream(), spec.sends(), false);
    }

    void reoffered(Reoffer reoffer) {
        if (reoffer.offer().isEmpty()) {
            reoffer.answer(offer());
            return;
        }
        sdp.answer(reoffer.offer().get(), ours).ifPresentOrElse(negotiated -> {
            reoffer.answer(negotiated.local());
            run(negotiated);
        }, () -> reoffer.reject(NOT_ACCEPTABLE_HERE, "Not Acceptable Here"));
    }

    void hangUp() {
        call.hangUp();
    }

    /** The codec in use, for the trace. */
    String codec() {
        return codec;
    }

    private void run(Negotiated negotiated) {
        run(negotiated, spec(negotiated));
    }

    private void run(Negotiated negotiated, MediaSpec spec) {
        codec = negotiated.codec().encoding();
        // The same agreement again, as in a session refresh, must not disturb what runs.
        if (running.filter(spec::equals).isPresent()) {
            return;
        }
        tell(negotiated);
        running = Optional.of(spec);
        if (isStarted) {
            media.update(spec);
        } else {
            media.start(spec);
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
        return switch (call) {
            case IncomingCall in ->
                in.header("Via").filter(via -> SECRET.matcher(via).find()).isPresent();
            case OutgoingCall out -> TO_SECRET.matcher(out.target()).find();
        };
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
                new SourcePolicy(call.peer().map(InetSocketAddress::getAddress), false),
                keys(negotiated), negotiated.dtls().map(Leg::terms));
        return new MediaSpec(stream, negotiated.direction().sends(),
                negotiated.direction().receives());
    }

    /** We pack whole frames; a peer that asks for something between takes the shorter. */
    private static int packetMs(Negotiated negotiated) {
        return Math.clamp(negotiated.ptimeMs() / 20L * 20, 20, 60);
    }
}
