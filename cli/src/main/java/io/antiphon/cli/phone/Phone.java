package io.antiphon.cli.phone;

import io.antiphon.cli.wire.WirePacket;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.CallTarget;
import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.Reoffer;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.sdp.Direction;
import io.antiphon.sip.sdp.LocalMedia;
import io.antiphon.sip.sdp.Negotiated;
import io.antiphon.sip.sdp.OfferAnswer;
import io.antiphon.sip.sdp.PayloadFormat;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.time.NanoClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/**
 * A softphone: places one call and holds it on the thread that asks for it. Its sound does not pass through
 * the media server's code, so what it measures is what another phone would see.
 */
public final class Phone {

    private static final String USER = "caller";
    private static final Pattern TARGET = Pattern.compile("sip:(?:[^@]*@)?(\\[[^]]+]|[^:;?]+).*");
    private static final int PTIME_MS = 20;
    private static final int NO_KEYS = 101;
    private static final Duration RINGS = Duration.ofSeconds(45);
    private static final Duration PARTING = Duration.ofSeconds(3);

    private final SipEndpoint sip;
    private final NanoClock clock;
    private final Duration rings;

    public Phone(SipEndpoint sip, NanoClock clock) {
        this(sip, clock, RINGS);
    }

    /** A phone of somebody who waits so long for an answer. */
    public Phone(SipEndpoint sip, NanoClock clock, Duration rings) {
        this.sip = sip;
        this.clock = clock;
        this.rings = rings;
    }

    /**
     * Calls, talks and hangs up. An {@link IOException} says why there was no call, {@link NoCall} how it ended.
     *
     * @param uri {@code sip:100@host:port}
     * @param talker whoever speaks, given the time of the answer
     * @param most after which the phone hangs up by itself
     */
    public Held call(String uri, LongFunction<Talker> talker, Duration most) throws IOException {
        // Before a target is made of it, which would say less of what is wrong.
        hostName(uri);
        return call(CallTarget.of(uri, USER), talker, most);
    }

    /** The same as somebody in particular. */
    public Held call(CallTarget target, LongFunction<Talker> talker, Duration most)
            throws IOException {
        try (var channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            channel.bind(new InetSocketAddress(sip.localHostTowards(host(target.uri())), 0));
            channel.configureBlocking(false);
            var local = (InetSocketAddress) channel.getLocalAddress();
            var formats = List.of(PayloadFormat.PCMU, PayloadFormat.TELEPHONE_EVENT);
            var wait = new Progress(
                    new OfferAnswer(new LocalMedia(local, formats, PTIME_MS),
                            clock.nanoTime() & Long.MAX_VALUE));
            SoundLoop.rehearse();
            var call = sip.call(target, wait.offer(), wait);
            try {
                return held(channel, talker, wait, most, call);
            } finally {
                call.hangUp();
                wait.untilOver();
            }
        }
    }

    private Held held(DatagramChannel channel, LongFunction<Talker> talker, Progress wait,
            Duration most,
            OutgoingCall call) throws IOException {
        var agreed = wait.untilAnswered(rings);
        long answeredNs = clock.nanoTime();
        var loop = new SoundLoop(channel, agreed.remoteRtp(),
                agreed.telephoneEventPt().orElse(NO_KEYS),
                talker.apply(answeredNs), clock);
        boolean weHungUp = loop
                .run(() -> wait.isOver() || clock.nanoTime() - answeredNs > most.toNanos());
        String endedBy = weHungUp ? "caller" : wait.isOver() ? "agent" : "time";
        call.hangUp();
        return new Held(loop.packets(), (InetSocketAddress) channel.getLocalAddress(),
                agreed.remoteRtp(),
                loop.pacing(), endedBy);
    }

    private static InetAddress host(String uri) throws IOException {
        return InetAddress.getByName(hostName(uri));
    }

    private static String hostName(String uri) throws IOException {
        var matcher = TARGET.matcher(uri);
        if (!matcher.matches()) {
            throw new IOException(
                    "a call goes to sip:100@host or sip:100@host:5060, not to '" + uri + "'");
        }
        return matcher.group(1);
    }

    /**
     * A call that was held.
     *
     * @param endedBy caller, agent or time
     */
    public record Held(List<WirePacket> packets, InetSocketAddress local, InetSocketAddress remote,
            Pacing pacing,
            String endedBy) {

        public Held {
            packets = List.copyOf(packets);
        }
    }

    /** How the call's signalling stands: told by the sip thread, awaited by the phone's. */
    private static final class Progress implements CallHandler {

        private final OfferAnswer sdp;
        private final SessionDescription offer;
        private final CompletableFuture<Negotiated> answered = new CompletableFuture<>();
        private final CompletableFuture<SipEnd> over = new CompletableFuture<>();

        Progress(OfferAnswer sdp) {
            this.sdp = sdp;
            offer = sdp.offer(Direction.SENDRECV);
        }

        SessionDescription offer() {
            return offer;
        }

        @Override
        public void answered(SessionDescription remote) {
            sdp.accept(remote)
                    .ifPresentOrElse(answered::complete,
                            () -> answered.completeExceptionally(
                                    new IOException("they answered without PCMU")));
        }

        @Override
        public void reoffered(Reoffer reoffer) {
            reoffer.offer()
                    .flatMap(theirs -> sdp.answer(theirs, Direction.SENDRECV))
                    .ifPresentOrElse(agreed -> reoffer.answer(agreed.local()),
                            () -> reoffer.reject(488, "Not Acceptable Here"));
        }

        @Override
        public void ended(SipEnd end) {
            over.complete(end);
            answered.completeExceptionally(new NoCall(end));
        }

        boolean isOver() {
            return over.isDone();
        }

        Negotiated untilAnswered(Duration most) throws IOException {
            return await(answered, most);
        }

        /** Until both sides know that it is over, or long enough. */
        void untilOver() {
            over.copy()
                    .completeOnTimeout(new SipEnd(SipEnd.Cause.TIMEOUT, 0, ""), PARTING.toMillis(),
                            TimeUnit.MILLISECONDS)
                    .join();
        }

        private static <T> T await(CompletableFuture<T> what, Duration most) throws IOException {
            try {
                return what.get(most.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new IOException("no answer in " + most.toSeconds() + " s", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof NoCall none) {
                    throw none;
                }
                throw new IOException(
                        e.getCause() == null ? e.toString() : e.getCause().getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
