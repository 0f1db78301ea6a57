package io.antiphon.media.dtls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;

/**
 * The datagrams of one handshake. The lane puts in what comes, and is never kept waiting: what finds the queue
 * full is counted, and the peer sends it again. The handshake's thread waits at the other end.
 */
final class Flow implements DatagramTransport {

    private static final int MOST_WAITING = 32;
    // Below what fits through any path unfragmented, with room for tunnels.
    private static final int LONGEST_SENT = 1_200;
    private static final int LONGEST_RECEIVED = 2_048;
    private static final byte[] END = {};

    private static final int RECORD_HEADER = 13;
    private static final int EPOCH = 3;
    private static final int LENGTH = 11;
    private static final byte CHANGE_CIPHER = 20;
    private static final byte HANDSHAKE = 22;
    private static final byte CERTIFICATE_VERIFY = 15;

    private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final Consumer<byte[]> out;
    private final boolean isServer;
    private volatile boolean isOver;
    // Lane thread.
    private boolean hasVerified;

    Flow(Consumer<byte[]> out, boolean isServer) {
        this.out = out;
        this.isServer = isServer;
    }

    /** Lane thread. */
    void arrives(ByteBuffer datagram) {
        var bytes = new byte[datagram.remaining()];
        datagram.get(datagram.position(), bytes);
        if (isOver || isTooEarly(bytes) || !arrived.offer(bytes)) {
            dropped.incrementAndGet();
        }
    }

    /**
     * Whether a client changes its cipher before it has proven that it owns its certificate, for its proof got
     * lost or was overtaken. The library would then wait for the proof in the new cipher for ever; without
     * this datagram both come again.
     */
    private boolean isTooEarly(byte[] bytes) {
        var records = ByteBuffer.wrap(bytes);
        int at = 0;
        while (isServer && !hasVerified && at + RECORD_HEADER < bytes.length
                && records.getShort(at + EPOCH) == 0) {
            if (bytes[at] == CHANGE_CIPHER) {
                return true;
            }
            hasVerified = bytes[at] == HANDSHAKE
                    && bytes[at + RECORD_HEADER] == CERTIFICATE_VERIFY;
            at += RECORD_HEADER + (records.getShort(at + LENGTH) & 0xffff);
        }
        return false;
    }

    long dropped() {
        return dropped.get();
    }

    boolean isOver() {
        return isOver;
    }

    @Override
    public int getReceiveLimit() {
        return LONGEST_RECEIVED;
    }

    @Override
    public int getSendLimit() {
        return LONGEST_SENT;
    }

    @Override
    public int receive(byte[] target, int offset, int length, int waitMs) throws IOException {
        try {
            byte[] next = arrived.poll(waitMs, TimeUnit.MILLISECONDS);
            if (isOver) {
                throw new IOException("the call is over");
            }
            if (next == null) {
                // What the library takes for a time-out.
                return -1;
            }
            int taken = Math.min(length, next.length);
            System.arraycopy(next, 0, target, offset, taken);
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void send(byte[] bytes, int offset, int length) throws IOException {
        if (isOver) {
            throw new IOException("the call is over");
        }
        var copy = new byte[length];
        System.arraycopy(bytes, offset, copy, 0, length);
        out.accept(copy);
    }

    /** The library has said its last word, which may have been that it failed. */
    @Override
    public void close() {
        // Nothing is held but memory.
    }

    /** Any thread: the call needs it no more. */
    void end() {
        isOver = true;
        // Whoever waits wakes up; where the queue is full nobody does.
        boolean _ = arrived.offer(END);
    }
}
