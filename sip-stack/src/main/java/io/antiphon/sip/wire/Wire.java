package io.antiphon.sip.wire;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.tls.TlsKeeper;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of one endpoint. Bytes come in, are judged by the {@link Gate} and handed to jain-sip; bytes
 * of jain-sip go out. Everything runs on the sip thread, which is the event loop given.
 */
public final class Wire {

    /** The wire for the stack that is being made on this thread right now. */
    public static final ScopedValue<Wire> PLUGGED = ScopedValue.newInstance();

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    private final EventLoop loop;
    private final SipCounts counts;
    private final Unreachable unreachable;
    private final Optional<TlsKeeper> tls;
    private Door door = Door.OPEN;
    private Valve valve = _ -> Optional.empty();
    private final Map<Transport, WireProcessor> processors = new EnumMap<>(Transport.class);
    private final Map<Transport, Carrier> carriers = new EnumMap<>(Transport.class);

    /** Hears on the sip thread that a request could not be delivered. */
    @FunctionalInterface
    public interface Unreachable {

        void failed(SIPRequest request, String why);
    }

    /** Decides whether a new call is taken in at all. Sip thread. */
    @FunctionalInterface
    public interface Valve {

        /** What an INVITE is told instead of becoming a transaction. */
        Optional<SIPResponse> refusal(SIPRequest invite);
    }

    /** {@code tls} is there if any of the sockets is to speak it. */
    public Wire(EventLoop loop, SipCounts counts, Unreachable unreachable,
            Optional<TlsKeeper> tls) {
        this.loop = loop;
        this.counts = counts;
        this.unreachable = unreachable;
        this.tls = tls;
    }

    /** Opens the sockets; waits for that, so not on the sip thread. On failure none stays open. */
    public List<ListenAddress> bind(List<ListenAddress> addresses) throws IOException {
        var bound = new ArrayList<ListenAddress>();
        for (var address : addresses) {
            var carrier = switch (address.transport()) {
                case UDP -> new UdpCarrier(loop, this);
                case TCP -> new StreamCarrier(loop, this, Optional.empty());
                case TLS -> new StreamCarrier(loop, this, tls);
            };
            try {
                var local = carrier.bind(new InetSocketAddress(address.host(), address.port()));
                carriers.put(address.transport(), carrier);
                bound.add(new ListenAddress(address.transport(), address.host(), local.getPort()));
            } catch (IOException refused) {
                close();
                throw new IOException(
                        "cannot listen for SIP on " + address + ": " + refused.getMessage(),
                        refused);
            }
        }
        return bound;
    }

    /** Before the first message comes. */
    public void door(Door next) {
        door = next;
    }

    /** To be called before the first message comes. */
    public void valve(Valve next) {
        valve = next;
    }

    Optional<SIPResponse> refusal(SIPRequest invite) {
        return valve.refusal(invite);
    }

    void plug(WireProcessor processor) {
        processors.put(processor.kind(), processor);
    }

    /** Whether a stream to or from this peer is open. */
    public boolean isConnected(Transport transport, InetSocketAddress peer) {
        var carrier = carriers.get(transport);
        return carrier != null && carrier.isConnected(peer);
    }

    /** Any thread. Closes every socket without waiting. */
    public void close() {
        carriers.values().forEach(Carrier::close);
    }

    void send(Transport transport, Letter letter) {
        var carrier = carriers.get(transport);
        if (carrier == null) {
            undelivered(letter, "no " + transport.word() + " socket");
        } else {
            carrier.send(letter);
        }
    }

    void delivered() {
        counts.count(SipMeter.MESSAGES_SENT);
    }

    void undelivered(Letter letter, String why) {
        counts.count(SipMeter.SENDS_FAILED);
        // Later, for this may be the middle of a transaction's own sending.
        letter.request()
                .ifPresent(request -> loop
                        .execute(() -> guarded(() -> unreachable.failed(request, why))));
    }

    void count(SipMeter meter) {
        counts.count(meter);
    }

    /** One whole message has come in. Nothing that it does may reach the event loop as an exception. */
    void received(Transport transport, byte[] bytes, InetSocketAddress source) {
        counts.count(SipMeter.MESSAGES_RECEIVED);
        guarded(() -> {
            if (!door.hasTimeFor(source,
                    () -> RawMessage.cut(bytes).flatMap(RawMessage::dialogId))) {
                return;
            }
            switch (Gate.judge(bytes, transport)) {
                case Gate.Verdict.Pass(var message) -> process(transport, message, source);
                case Gate.Verdict.Refuse(var response) -> {
                    if (!door.isOpenTo(source)) {
                        counts.count(SipMeter.MALFORMED_DROPPED);
                        return;
                    }
                    counts.count(SipMeter.MALFORMED_REFUSED);
                    send(transport,
                            Letter.back(response.getBytes(StandardCharsets.UTF_8), source));
                }
                case Gate.Verdict.Drop(var oversized) ->
                    counts.count(oversized ? SipMeter.OVERSIZED : SipMeter.MALFORMED_DROPPED);
            }
        });
    }

    private void process(Transport transport, SIPMessage message, InetSocketAddress source)
            throws Exception {
        if (message instanceof SIPRequest request && !door.isOpenTo(request, transport, source)) {
            return;
        }
        var processor = processors.get(transport);
        if (processor != null) {
            processor.channelTo(source).processMessage(message);
        }
    }

    /** Runs something of jain-sip or of its users, whose every failure is counted and ends here. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    public void guarded(Deed deed) {
        try {
            deed.run();
        } catch (Throwable failure) {
            counts.count(SipMeter.HANDLING_FAILED);
            LOG.error("SIP handling failed", failure);
        }
    }

    /** Something that may fail in any way. */
    @FunctionalInterface
    public interface Deed {

        void run() throws Exception;
    }
}
