package io.antiphon.sip.core;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.Carriage;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipHandler;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.SipRuntime;
import io.antiphon.sip.Transport;
import io.antiphon.sip.journal.DialogJournal;
import io.antiphon.sip.sdp.Direction;
import io.antiphon.sip.sdp.LocalMedia;
import io.antiphon.sip.sdp.OfferAnswer;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.sip.tls.TlsConfig;
import io.antiphon.sip.trunk.Admission;
import io.antiphon.time.Timers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Endpoints on loopback for tests. */
final class Lab {

    private Lab() {}

    static SipRuntime runtime() {
        return new SipRuntime(Thread.ofPlatform().name("sip-test-", 0).daemon().factory(),
                command -> Thread.ofVirtual().start(command), System::nanoTime);
    }

    static SipEndpoint start(SipHandler handler) throws IOException {
        return start(handler, 1);
    }

    /** An endpoint whose timers run so many times as fast as they should. */
    static SipEndpoint start(SipHandler handler, int haste) throws IOException {
        return start(handler, haste, Duration.ofSeconds(20));
    }

    /** The same where a call may ring for as long as this. */
    static SipEndpoint start(SipHandler handler, int haste, Duration ring) throws IOException {
        return start(handler, haste,
                config(Optional.empty(), ring, "udp:127.0.0.1:0", "tcp:127.0.0.1:0"));
    }

    /** One that not everybody may talk to. */
    static SipEndpoint start(SipHandler handler, int haste, Admission admission)
            throws IOException {
        var open = config(Optional.empty(), "udp:127.0.0.1:0", "tcp:127.0.0.1:0");
        return start(handler, haste,
                new SipConfig(open.listen(), open.advertisedAddress(), open.userAgent(),
                        open.ringTimeout(), open.closeTimeout(), open.carriage(), admission));
    }

    static SipConfig config(Optional<TlsConfig> tls, String... listen) {
        return config(tls, Duration.ofSeconds(20), listen);
    }

    private static SipConfig config(Optional<TlsConfig> tls, Duration ring, String... listen) {
        return new SipConfig(Stream.of(listen).map(ListenAddress::parse).toList(),
                Optional.empty(), "Lab", ring, Duration.ofSeconds(2),
                new Carriage(tls, Transport.UDP, List.of()));
    }

    static SipEndpoint start(SipHandler handler, int haste, SipConfig config) throws IOException {
        return start(handler, haste, config, runtime());
    }

    /** An endpoint that remembers its calls. */
    static SipEndpoint start(SipHandler handler, DialogJournal journal) throws IOException {
        var usual = runtime();
        return start(handler, 1,
                config(Optional.empty(), "udp:127.0.0.1:0", "tcp:127.0.0.1:0"),
                new SipRuntime(usual.sip(), usual.blocking(), usual.clock(), journal));
    }

    private static SipEndpoint start(SipHandler handler, int haste, SipConfig config,
            SipRuntime runtime) throws IOException {
        return new SipAgent(config,
                handler, runtime, loop -> {
                    var real = new LoopTimers(loop, runtime.clock());
                    return new Timers() {
                        @Override
                        public long nanoTime() {
                            return real.nanoTime();
                        }

                        @Override
                        public Timer after(long delayNs, Runnable task) {
                            return real.after(delayNs / haste, task);
                        }
                    };
                });
    }

    static int port(SipEndpoint endpoint, Transport transport) {
        return endpoint.listening()
                .stream()
                .filter(address -> address.transport() == transport)
                .findFirst()
                .orElseThrow()
                .port();
    }

    static long count(SipEndpoint endpoint, SipMeter meter) {
        return Objects.requireNonNull(endpoint.counters().get(meter));
    }

    static CallTarget target(SipEndpoint endpoint, Transport transport) {
        return CallTarget.of(
                "sip:bob@127.0.0.1:" + port(endpoint, transport) + ";transport=" + transport.word(),
                "alice");
    }

    static OfferAnswer media(int port) {
        return new OfferAnswer(
                LocalMedia.telephone(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                port);
    }

    static SessionDescription offer(int port) {
        return media(port).offer(Direction.SENDRECV);
    }

    /** Incoming calls, for a test to take one by one. */
    static final class Callers implements SipHandler {

        private final LinkedBlockingQueue<IncomingCall> calls = new LinkedBlockingQueue<>();
        private final Heard heard;

        Callers(Heard heard) {
            this.heard = heard;
        }

        @Override
        public void invited(IncomingCall call) {
            call.handler(heard);
            calls.add(call);
        }

        IncomingCall next() throws InterruptedException {
            var call = calls.poll(10, TimeUnit.SECONDS);
            if (call == null) {
                throw new AssertionError("nobody called");
            }
            return call;
        }
    }
}
