package io.antiphon.media.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Two bound sockets: an even one for RTP, the next one for RTCP. Used by the lane thread. */
public interface RtpPort extends AutoCloseable {

    /** Any thread. */
    InetSocketAddress localRtp();

    /** Any thread. */
    InetSocketAddress localRtcp();

    /** Hands over what arrives from now on; until then, all of it is dropped. */
    void deliver(PacketSink rtp, PacketSink rtcp);

    /** Sends a copy of the buffer's rest; false if the socket takes nothing now, and all is dropped. */
    boolean sendRtp(ByteBuffer packet, InetSocketAddress to);

    /** The same from the RTCP socket. */
    boolean sendRtcp(ByteBuffer packet, InetSocketAddress to);

    /** Any thread, any number of times. The ports rest for a while, so that no call inherits a stream. */
    @Override
    void close();
}
