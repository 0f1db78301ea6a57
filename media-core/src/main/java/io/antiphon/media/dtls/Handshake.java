package io.antiphon.media.dtls;

import io.antiphon.media.secure.SrtpKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;

/**
 * One DTLS association (RFC 5764): agrees on keys, and then stays to answer whoever missed its last flight.
 *
 * <p>{@link #run} is all that a thread of its own does; the lane hands over datagrams and ends it.
 */
public final class Handshake implements Runnable {

    private static final int LOOK_AGAIN_MS = 1_000;

    private final DtlsTerms terms;
    private final Identity identity;
    private final Flow flow;
    private final Consumer<Outcome> told;

    /** How it ended. */
    public sealed interface Outcome {

        /** Both have the keys, and each knows that the other is who wrote the SDP. */
        record Agreed(SrtpKeys keys) implements Outcome {}

        /** Nothing can be enciphered. */
        record Failed(String why) implements Outcome {}
    }

    /**
     * Handshakes as agreed on.
     *
     * @param out takes what is to be sent; on the handshake's thread
     * @param told hears the outcome once; on the handshake's thread
     */
    public Handshake(DtlsTerms terms, Identity identity, Consumer<byte[]> out,
            Consumer<Outcome> told) {
        this.terms = terms;
        this.identity = identity;
        this.told = told;
        flow = new Flow(out, !terms.isClient());
    }

    /** Whether a datagram is of DTLS, by its first byte (RFC 7983). */
    public static boolean isMeant(ByteBuffer datagram) {
        int first = datagram.hasRemaining() ? datagram.get(datagram.position()) & 0xff : 0;
        return first >= 20 && first <= 63;
    }

    public DtlsTerms terms() {
        return terms;
    }

    /** Lane thread: a datagram from whom the handshake is with. */
    public void arrives(ByteBuffer datagram) {
        flow.arrives(datagram);
    }

    /** Datagrams for which there was no room. */
    public long dropped() {
        return flow.dropped();
    }

    /** Any thread: the call needs it no more. */
    public void close() {
        flow.end();
    }

    @Override
    public void run() {
        DTLSTransport association;
        SrtpKeys keys;
        try {
            if (terms.isClient()) {
                var client = new Client(identity, terms.theirs());
                association = new DTLSClientProtocol().connect(client, flow);
                keys = client.keys();
            } else {
                var server = new Server(identity, terms.theirs());
                association = new DTLSServerProtocol().accept(server, flow);
                keys = server.keys();
            }
        } catch (IOException | RuntimeException e) {
            // The library throws unchecked ones, too, at what it cannot read.
            if (!flow.isOver()) {
                told.accept(new Outcome.Failed(why(e)));
            }
            return;
        }
        told.accept(new Outcome.Agreed(keys));
        linger(association);
    }

    private static String why(Exception failure) {
        var cause = failure.getCause();
        return "DTLS handshake failed: " + failure.getMessage()
                + (cause == null ? "" : " (" + cause.getMessage() + ")");
    }

    /** Nothing is said within the association, but its records must be read for it to answer. */
    private void linger(DTLSTransport association) {
        var nothing = new byte[room(association)];
        try {
            while (!flow.isOver()) {
                int _ = association.receive(nothing, 0, nothing.length, LOOK_AGAIN_MS);
            }
        } catch (IOException | RuntimeException over) {
            // The peer said goodbye, or the call is over: the keys stay as they are.
            flow.end();
        }
    }

    private static int room(DTLSTransport association) {
        try {
            return Math.max(1, association.getReceiveLimit());
        } catch (IOException e) {
            return 1;
        }
    }
}
