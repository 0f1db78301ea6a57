package io.antiphon.media.lane;

import io.antiphon.audio.Pcm;
import io.antiphon.media.MediaEvent;
import io.antiphon.media.MediaListener;
import io.antiphon.media.MediaSnapshot;
import io.antiphon.media.MediaSpec;
import io.antiphon.media.dtmf.ToneReceiver;
import io.antiphon.media.lane.AudioFrame.Kind;
import io.antiphon.media.playout.Playout;
import io.antiphon.media.playout.Progress;
import io.antiphon.media.rtp.FrameSink;
import io.antiphon.media.rtp.RtpSession;
import io.antiphon.speech.UtteranceId;
import java.util.function.Function;

/**
 * The end of a seat that hangs on the wire: puts what comes in into the ring and sends, at each beat,
 * what the playout has. Lane thread.
 */
final class Wire implements FrameSink, Progress, Beat.Player {

    /** An echo lags at most this far behind, whatever the network did to the packets. */
    private static final int MOST_ECHOED_FRAMES = 6;

    private static final UtteranceId ECHO = new UtteranceId(0);
    private static final short[] SILENCE = new short[Pcm.FRAME_SAMPLES];

    private static final long REFUSALS_TOLD_NS = 60_000_000_000L;

    /** A network that doubles a packet now and then is no news; so many in a minute are. */
    private static final long DOUBLES_TOLD = 50;

    /** How a call hears its caller. */
    enum Mode {
        CONVERSATION,
        ECHO
    }

    private final Mode mode;
    private final Seat seat;
    private final Playout playout;
    private final MediaListener listener;
    private final Lane lane;
    private final Beat beat;
    private final short[] pcm = new short[Pcm.FRAME_SAMPLES];
    private final RtpSession rtp;
    private final ToneReceiver tones = new ToneReceiver(this);
    private boolean keysInSound;
    private final HandshakeDesk handshakes;
    private boolean sends;
    private boolean receives;
    private boolean lost;
    private long watchedFromNs;
    private long refusedTold;
    private long refusedToldNs;

    Wire(Lane lane, Mode mode, Seat seat, Playout playout, MediaListener listener,
            Function<FrameSink, RtpSession> rtp) {
        this.lane = lane;
        this.mode = mode;
        this.seat = seat;
        this.playout = playout;
        this.listener = listener;
        this.rtp = rtp.apply(this);
        handshakes = new HandshakeDesk(lane, this.rtp, listener);
        beat = new Beat(this, lane.loop(), lane.counters());
    }

    Beat beat() {
        return beat;
    }

    RtpSession rtp() {
        return rtp;
    }

    void start(MediaSpec spec, long nowNs) {
        rtp.start(spec.stream(), nowNs);
        agreed(spec, nowNs);
    }

    void update(MediaSpec spec, long nowNs) {
        rtp.update(spec.stream(), nowNs);
        agreed(spec, nowNs);
    }

    private void agreed(MediaSpec spec, long nowNs) {
        sends = spec.sends();
        receives = spec.receives();
        keysInSound = spec.stream().telephoneEventType().isEmpty();
        tones.reset();
        watchedFromNs = nowNs;
        handshakes.agreed(spec.stream());
        lost = false;
    }

    void leave(long nowNs) {
        handshakes.end();
        rtp.close(nowNs);
    }

    MediaSnapshot snapshot() {
        return new MediaSnapshot(rtp.snapshot(), beat.late(), beat.skipped());
    }

    @Override
    public void frame(short[] sound, long position, boolean concealed, long arrivalNs) {
        lane.counters().received.increment();
        short[] heard = receives ? sound : SILENCE;
        if (keysInSound) {
            tones.hear(heard, arrivalNs);
            // The beep is no speech, and nobody shall take it for some.
            heard = mode == Mode.CONVERSATION && tones.isSounding() ? SILENCE : heard;
        }
        switch (mode) {
            case CONVERSATION -> lane.publish(Kind.SOUND, seat, position, arrivalNs, heard);
            case ECHO -> echo(heard);
        }
    }

    private void echo(short[] sound) {
        lane.counters().echoed.increment();
        if (Lane.PLAYOUT_FRAMES - playout.room() < MOST_ECHOED_FRAMES) {
            playout.offer(ECHO, sound);
        }
    }

    @Override
    public void digitPressed(char digit, long nowNs) {
        listener.happened(new MediaEvent.Digit(digit, nowNs));
        lane.publish(Kind.DIGIT, seat, digit, nowNs);
    }

    @Override
    public void play(long nowNs) {
        try {
            rtp.poll(nowNs);
            send(nowNs);
            watch(nowNs);
            tellRefusals(nowNs);
        } catch (RuntimeException e) {
            seat.breaks(e);
        }
    }

    private void send(long nowNs) {
        if (sends && !rtp.isPressing()) {
            speak(nowNs);
            return;
        }
        playout.rest(this);
        if (sends) {
            rtp.sendSilence(nowNs);
        } else {
            rtp.withhold();
        }
    }

    private void speak(long nowNs) {
        if (playout.poll(pcm, this)) {
            rtp.send(pcm, nowNs);
        } else {
            rtp.sendSilence(nowNs);
        }
    }

    private void watch(long nowNs) {
        long silentNs = nowNs - Math.max(rtp.lastArrivalNs(), watchedFromNs);
        boolean isLost = receives && silentNs > lane.house().mediaTimeoutNs();
        if (isLost != lost) {
            lost = isLost;
            listener.happened(isLost
                    ? new MediaEvent.MediaLost(silentNs / 1_000_000, nowNs)
                    : new MediaEvent.MediaFound(nowNs));
        }
    }

    private void tellRefusals(long nowNs) {
        long refused = rtp.forged() + rtp.replayed() / DOUBLES_TOLD;
        if (refused != refusedTold
                && (refusedTold == 0 || nowNs - refusedToldNs >= REFUSALS_TOLD_NS)) {
            refusedTold = refused;
            refusedToldNs = nowNs;
            listener.happened(
                    new MediaEvent.PacketsRefused(rtp.forged(), rtp.replayed(), nowNs));
        }
    }

    @Override
    public void skip(long frames) {
        for (long i = 0; i < frames; i++) {
            rtp.withhold();
        }
    }

    @Override
    public void started(int utterance) {
        long nowNs = lane.loop().nanoTime();
        listener.happened(new MediaEvent.UtteranceStarted(new UtteranceId(utterance), nowNs));
        lane.publish(Kind.AGENT_STARTS, seat, utterance, nowNs);
    }

    @Override
    public void ended(int utterance, long samplesHeard) {
        long nowNs = lane.loop().nanoTime();
        listener.happened(
                new MediaEvent.UtteranceEnded(new UtteranceId(utterance), samplesHeard, nowNs));
        lane.publish(Kind.AGENT_ENDS, seat, utterance, nowNs);
    }

    @Override
    public void cut(int utterance, long samplesHeard) {
        long nowNs = lane.loop().nanoTime();
        listener.happened(
                new MediaEvent.Interrupted(new UtteranceId(utterance), samplesHeard, nowNs));
        lane.publish(Kind.AGENT_ENDS, seat, utterance, nowNs);
    }
}
