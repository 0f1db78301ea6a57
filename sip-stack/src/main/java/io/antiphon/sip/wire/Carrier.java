package io.antiphon.sip.wire;

import java.io.IOException;
import java.net.InetSocketAddress;

/** One transport: a socket or many. Sip thread, but for {@link #bind} and {@link #close}. */
sealed interface Carrier permits UdpCarrier, StreamCarrier {

    /** Waits until bound, so not on the sip thread; answers with the port that it became. */
    InetSocketAddress bind(InetSocketAddress address) throws IOException;

    void send(Letter letter);

    /** Whether a connection to or from this peer is open. */
    boolean isConnected(InetSocketAddress peer);

    /** Any thread. */
    void close();
}
