package io.antiphon.media.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Whoever reads a socket. */
@FunctionalInterface
public interface PacketSink {

    /**
     * Lane thread: a datagram lies between the buffer's position and limit. The buffer
     * is filled again after the return.
     */
    void received(ByteBuffer datagram, InetSocketAddress source, long nowNs);
}
