package io.antiphon.sip.core;

import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.sdp.Direction;
import java.io.IOException;
import java.util.stream.Stream;

/** Takes every call until killed; for trying a load generator: {@code udp:127.0.0.1:5070 tcp:127.0.0.1:5070}. */
final class Answering {

    private Answering() {}

    public static void main(String[] listen) throws IOException {
        var addresses = Stream.of(listen).map(ListenAddress::parse).toArray(ListenAddress[]::new);
        try (var endpoint = SipAgent.start(SipConfig.listeningOn(addresses), call -> {
            call.handler(new Heard());
            var media = Lab.media(4000);
            call.ring();
            call.offer()
                    .ifPresentOrElse(
                            offer -> media.answer(offer, Direction.SENDRECV)
                                    .ifPresentOrElse(
                                            agreed -> call.accept(agreed.local()),
                                            () -> call.reject(488, "Not Acceptable Here")),
                            () -> call.accept(media.offer(Direction.SENDRECV)));
        }, Lab.runtime())) {
            while (System.in.read() >= 0) {
                System.out.println(endpoint.liveCalls() + " live " + endpoint.counters());
            }
        }
    }
}
