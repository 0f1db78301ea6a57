package io.antiphon.sip.wire;

import java.io.IOException;
import java.net.InetSocketAddress;

/** One transport: a socket or many. Sip thread, but for {@link #bind} and {@link #close}. */
sealed interface Carrier permits UdpCarrier, TcpCarrier {

    /** Waits until bound, so not on the sip thread; answers with the port that it became. */
    InetSocketAddress bind(InetSocketAddress address) throws IOException;

    void send(byte[] message, InetSocketAddress peer);

    /** Any thread. */
    void close();
}
