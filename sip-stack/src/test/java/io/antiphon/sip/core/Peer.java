package io.antiphon.sip.core;

import java.io.IOException;

/** Someone who speaks SIP by hand, over whatever. */
interface Peer extends AutoCloseable {

    void send(byte[] bytes) throws IOException;

    /** The next whole message. */
    String receive() throws IOException;

    @Override
    void close() throws IOException;
}
