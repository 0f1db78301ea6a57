package io.antiphon.cli.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.wire.WirePacket.Side;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.Reoffer;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipHandler;
import io.antiphon.sip.SipRuntime;
import io.antiphon.sip.Transport;
import io.antiphon.sip.core.SipAgent;
import io.antiphon.sip.sdp.Direction;
import io.antiphon.sip.sdp.LocalMedia;
import io.antiphon.sip.sdp.OfferAnswer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** A phone and whoever it calls, on real sockets of the loopback. */
class PhoneTest {

    private static final int ECHOED = 10;

    @Test
    void phoneHearsWhatItSaidUntilTheOtherSideHangsUp() throws Exception {
        try (var echo = new Echo(); var ours = agent(call -> call.reject(486, "Busy Here"))) {
            var held = new Phone(ours, System::nanoTime).call(echo.uri(),
                    startNs -> new Reciter(new short[16_000], startNs, 0), Duration.ofSeconds(20));
            assertEquals("agent", held.endedBy());
            assertEquals(ECHOED,
                    held.packets().stream().filter(packet -> packet.side() == Side.AGENT).count());
        }
    }

    @Test
    void phoneHangsUpWhenTimeIsOver() throws Exception {
        try (var echo = new Echo(); var ours = agent(call -> call.reject(486, "Busy Here"))) {
            var held = new Phone(ours, System::nanoTime).call(echo.uri(),
                    startNs -> new Reciter(new short[0], startNs, 0), Duration.ofMillis(60));
            assertEquals("time", held.endedBy());
        }
    }

    @Test
    void refusalIsSaidWithItsStatus() throws Exception {
        try (var busy = agent(call -> call.reject(486, "Busy Here"));
                var ours = agent(call -> call.reject(486, "Busy"))) {
            var refused = assertThrows(IOException.class, () -> new Phone(ours, System::nanoTime)
                    .call(uriOf(busy), startNs -> new Reciter(new short[0], startNs, 0),
                            Duration.ofSeconds(1)));
            assertTrue(String.valueOf(refused.getMessage()).contains("486"), refused.getMessage());
        }
    }

    private static SipEndpoint agent(SipHandler handler) throws IOException {
        var listen = new ListenAddress(Transport.UDP, "127.0.0.1", 0);
        return SipAgent.start(SipConfig.listeningOn(listen), handler,
                new SipRuntime(Thread.ofPlatform().daemon().factory(), ForkJoinPool.commonPool(),
                        System::nanoTime));
    }

    private static String uriOf(SipEndpoint sip) {
        return "sip:100@127.0.0.1:" + sip.listening().getFirst().port();
    }

    /** Answers, sends back the first packets, and hangs up. */
    private static final class Echo implements AutoCloseable, CallHandler {

        private final DatagramSocket socket = new DatagramSocket(0,
                InetAddress.getLoopbackAddress());
        private final SipEndpoint sip = agent(this::invited);

        Echo() throws IOException {}

        String uri() {
            return uriOf(sip);
        }

        private void invited(IncomingCall call) {
            call.handler(this);
            var local = new InetSocketAddress(InetAddress.getLoopbackAddress(),
                    socket.getLocalPort());
            var agreed = new OfferAnswer(LocalMedia.telephone(local), 1)
                    .answer(call.offer().orElseThrow(), Direction.SENDRECV);
            call.accept(agreed.orElseThrow().local());
            Thread.ofPlatform().daemon().start(() -> echo(call));
        }

        private void echo(IncomingCall call) {
            try {
                for (int i = 0; i < ECHOED; i++) {
                    var packet = new DatagramPacket(new byte[200], 200);
                    socket.receive(packet);
                    socket.send(packet);
                }
                call.hangUp();
            } catch (IOException closed) {
                // The test is over.
            }
        }

        @Override
        public void reoffered(Reoffer reoffer) {
            reoffer.reject(488, "Not Acceptable Here");
        }

        @Override
        public void ended(SipEnd end) {
            // The phone knows, and the test asks the phone.
        }

        @Override
        public void close() {
            sip.close();
            socket.close();
        }
    }
}
