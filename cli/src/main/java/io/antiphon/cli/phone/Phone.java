package io.antiphon.cli.phone;

import io.antiphon.cli.wire.WirePacket;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.CallTarget;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.Referral;
import io.antiphon.sip.Reoffer;
import io.antiphon.sip.SipCall;
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
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/**
 * A softphone: places or takes one call and holds it on the thread that asks for it. Its sound does not pass through
 * the media server's code, so what it measures is what another phone would see.
 */
public final class Phone {

    private static final String USER = "caller";
    private static final Pattern TARGET = Pattern.compile("sip:(?:[^@]*@)?(\\[[^]]+]|[^:;?]+).*");
    private static final int PTIME_MS = 20;
    private static final int NO_KEYS = 101;
    private static final int DECLINE = 603;
    private static final int NOT_ACCEPTABLE_HERE = 488;
    private static final Duration RINGS = Duration.ofSeconds(45);
    private static final Duration PARTING = Duration.ofSeconds(3);

    private final SipEndpoint sip;
    private final NanoClock clock;
    private final Duration rings;
    private final Consumer<Referral> transfers;

    public Phone(SipEndpoint sip, NanoClock clock) {
        this(sip, clock, RINGS, Phone::decline);
    }

    /** A phone of somebody who waits so long for an answer. */
    public Phone(SipEndpoint sip, NanoClock clock, Duration rings) {
        this(sip, clock, rings, Phone::decline);
    }

    private Phone(SipEndpoint sip, NanoClock clock, Duration rings,
            Consumer<Referral> transfers) {
        this.sip = sip;
        this.clock = clock;
        this.rings = rings;
        this.transfers = transfers;
    }

    /** The same phone that asks this, on the sip thread, when it is to call somebody else. */
    public Phone withTransfers(Consumer<Referral> decision) {
        return new Phone(sip, clock, rings, decision);
    }

    private static void decline(Referral referral) {
        referral.refuse(DECLINE, "Decline");
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
        try (var channel = channel(sip.localHostTowards(host(target.uri())))) {
            var wait = new Progress(sdp(channel), transfers);
            var call = sip.call(target, wait.offer(), wait);
            return held(channel, talker, wait, most, call);
        }
    }

    /**
     * Waits until it rings, takes the call, talks and hangs up.
     *
     * @param host the address of this machine at which sound is expected
     * @param ready is run as soon as it may ring
     */
    public Held take(Bell bell, String host, Ready ready, LongFunction<Talker> talker,
            Duration most) throws IOException {
        try (var channel = channel(host)) {
            var wait = new Progress(sdp(channel), transfers);
            var rung = bell.expect(wait);
            ready.itMayRing();
            var call = Progress.await(rung, rings);
            wait.accept(call);
            return held(channel, talker, wait, most, call);
        }
    }

    /** Whoever has the phone called. */
    @FunctionalInterface
    public interface Ready {

        /** From now on it is heard when it rings. An exception says that it will not. */
        void itMayRing() throws IOException;
    }

    private static DatagramChannel channel(String host) throws IOException {
        SoundLoop.rehearse();
        var channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.bind(new InetSocketAddress(host, 0));
            channel.configureBlocking(false);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private OfferAnswer sdp(DatagramChannel channel) throws IOException {
        var formats = List.of(PayloadFormat.PCMU, PayloadFormat.TELEPHONE_EVENT);
        return new OfferAnswer(
                new LocalMedia((InetSocketAddress) channel.getLocalAddress(), formats, PTIME_MS),
                clock.nanoTime() & Long.MAX_VALUE);
    }

    private Held held(DatagramChannel channel, LongFunction<Talker> talker, Progress wait,
            Duration most, SipCall call) throws IOException {
        try {
            var agreed = wait.untilAnswered(rings);
            long answeredNs = clock.nanoTime();
            var loop = new SoundLoop(channel, agreed.remoteRtp(),
                    agreed.telephoneEventPt().orElse(NO_KEYS),
                    talker.apply(answeredNs), clock);
            boolean weHungUp = loop
                    .run(() -> wait.isOver() || clock.nanoTime() - answeredNs > most.toNanos());
            String endedBy = weHungUp ? "caller" : wait.isOver() ? "agent" : "time";
            return new Held(loop.packets(), (InetSocketAddress) channel.getLocalAddress(),
                    agreed.remoteRtp(), loop.pacing(), endedBy);
        } finally {
            call.hangUp();
            wait.untilOver();
        }
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
        private final Consumer<Referral> transfers;
        private final CompletableFuture<Negotiated> answered = new CompletableFuture<>();
        private final CompletableFuture<SipEnd> over = new CompletableFuture<>();

        Progress(OfferAnswer sdp, Consumer<Referral> transfers) {
            this.sdp = sdp;
            this.transfers = transfers;
        }

        /** Takes a call. */
        void accept(IncomingCall call) {
            call.offer()
                    .flatMap(theirs -> sdp.answer(theirs, Direction.SENDRECV))
                    .ifPresentOrElse(agreed -> {
                        call.accept(agreed.local());
                        answered.complete(agreed);
                    }, () -> call.reject(NOT_ACCEPTABLE_HERE, "Not Acceptable Here"));
        }

        SessionDescription offer() {
            return sdp.offer(Direction.SENDRECV);
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
                            () -> reoffer.reject(NOT_ACCEPTABLE_HERE, "Not Acceptable Here"));
        }

        @Override
        public void referred(Referral referral) {
            transfers.accept(referral);
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
