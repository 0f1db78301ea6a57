package io.antiphon.media.lane;

import io.antiphon.media.MediaEvent;
import io.antiphon.media.MediaListener;
import io.antiphon.media.dtls.DtlsTerms;
import io.antiphon.media.dtls.Handshake;
import io.antiphon.media.rtp.RtpSession;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Begins and ends a call's handshakes, of which there is one at a time. Lane thread; the handshake itself waits on
 * a thread of its own and comes back by way of the lane's tasks.
 */
final class HandshakeDesk {

    private final Lane lane;
    private final RtpSession rtp;
    private final MediaListener listener;
    private Optional<Handshake> current = Optional.empty();

    HandshakeDesk(Lane lane, RtpSession rtp, MediaListener listener) {
        this.lane = lane;
        this.rtp = rtp;
        this.listener = listener;
    }

    /** What was agreed on; the same terms again leave a handshake, and its keys, as they are. */
    void agreed(Optional<DtlsTerms> terms) {
        if (current.map(Handshake::terms).equals(terms)) {
            return;
        }
        end();
        terms.ifPresent(this::begin);
    }

    private void begin(DtlsTerms terms) {
        var with = lane.house()
                .handshaking()
                .orElseThrow(() -> new IllegalStateException("nobody here can do handshakes"));
        var handshake = new Handshake(terms, with.identity(),
                bytes -> lane.loop().execute(() -> rtp.sendHandshake(ByteBuffer.wrap(bytes))),
                outcome -> lane.loop().execute(() -> ended(terms, outcome)));
        current = Optional.of(handshake);
        rtp.shakeHands(handshake);
        with.threads().newThread(handshake).start();
    }

    private void ended(DtlsTerms terms, Handshake.Outcome outcome) {
        if (current.map(Handshake::terms).filter(terms::equals).isEmpty()) {
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
        current.ifPresent(Handshake::close);
        current = Optional.empty();
        rtp.shakeHands(null);
    }
}
