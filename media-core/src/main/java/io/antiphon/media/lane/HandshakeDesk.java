package io.antiphon.media.lane;

import io.antiphon.media.MediaEvent;
import io.antiphon.media.MediaListener;
import io.antiphon.media.dtls.DtlsTerms;
import io.antiphon.media.dtls.Handshake;
import io.antiphon.media.rtp.RtpSession;
import io.antiphon.media.rtp.StreamSpec;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Begins and ends a call's handshakes, of which there is one at a time. Lane thread; the handshake itself waits on
 * a thread of its own and comes back by way of the lane's tasks.
 */
final class HandshakeDesk {

    private final Lane lane;
    private final RtpSession rtp;
    private final MediaListener listener;
    private Optional<Handshake> current = Optional.empty();
    private @Nullable InetSocketAddress with;
    private int begun;

    HandshakeDesk(Lane lane, RtpSession rtp, MediaListener listener) {
        this.lane = lane;
        this.rtp = rtp;
        this.listener = listener;
    }

    /**
     * What was agreed on; the same terms with the same place leave a handshake, and its keys, as they are (RFC 5763,
     * section 6.6). A PBX shows one certificate in all of its calls, so the place tells them apart. One of all
     * zeros is that of a call on hold.
     */
    void agreed(StreamSpec spec) {
        var terms = spec.dtls();
        var place = spec.remoteRtp();
        boolean isThere = place.getAddress().isAnyLocalAddress() || place.equals(with);
        if (current.map(Handshake::terms).equals(terms) && (terms.isEmpty() || isThere)) {
            return;
        }
        end();
        with = place;
        terms.ifPresent(this::begin);
    }

    private void begin(DtlsTerms terms) {
        int number = begun;
        var means = lane.house()
                .handshaking()
                .orElseThrow(() -> new IllegalStateException("nobody here can do handshakes"));
        var handshake = new Handshake(terms, means.identity(),
                bytes -> lane.loop().execute(() -> rtp.sendHandshake(ByteBuffer.wrap(bytes))),
                outcome -> lane.loop().execute(() -> ended(number, outcome)));
        current = Optional.of(handshake);
        rtp.shakeHands(handshake);
        means.threads().newThread(handshake).start();
    }

    private void ended(int number, Handshake.Outcome outcome) {
        if (number != begun) {
            // Of a handshake that something else took the place of.
            return;
        }
        long nowNs = lane.loop().nanoTime();
        switch (outcome) {
            case Handshake.Outcome.Agreed(var keys) -> {
                rtp.useKeys(keys, nowNs);
                listener.happened(
                        new MediaEvent.Enciphered(keys.ours().suite().name(), nowNs));
            }
            case Handshake.Outcome.Failed(var why) ->
                listener.happened(new MediaEvent.NotEnciphered(why, nowNs));
        }
    }

    /** The call is over, or needs no handshake any more. */
    void end() {
        begun++;
        current.ifPresent(Handshake::close);
        current = Optional.empty();
        rtp.shakeHands(null);
    }
}
