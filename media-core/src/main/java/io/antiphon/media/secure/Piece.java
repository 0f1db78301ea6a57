package io.antiphon.media.secure;

import java.nio.ByteBuffer;
import org.jitsi.utils.ByteArrayBuffer;

/** The library's view of a packet that lies in a buffer of ours; one object serves all packets. Lane thread. */
final class Piece implements ByteArrayBuffer {

    private byte[] bytes = {};
    private int offset;
    private int length;

    /** From position to limit; the buffer lies in an array. */
    Piece of(ByteBuffer packet) {
        bytes = packet.array();
        offset = packet.arrayOffset() + packet.position();
        length = packet.remaining();
        return this;
    }

    /** Gives the buffer the length that the packet has now. */
    void limit(ByteBuffer packet) {
        packet.limit(packet.position() + length);
    }

    @Override
    public byte[] getBuffer() {
        return bytes;
    }

    @Override
    public int getOffset() {
        return offset;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setLength(int bytesNow) {
        length = bytesNow;
    }

    @Override
    public void setOffset(int offsetNow) {
        offset = offsetNow;
    }

    @Override
    public boolean isInvalid() {
        return false;
    }

    @Override
    public void readRegionToBuff(int from, int count, byte[] target) {
        System.arraycopy(bytes, offset + from, target, 0, count);
    }

    /** There is room enough: whoever sends made it. */
    @Override
    public void grow(int count) {}

    @Override
    public void append(byte[] data, int count) {
        System.arraycopy(data, 0, bytes, offset + length, count);
        length += count;
    }

    @Override
    public void shrink(int count) {
        length -= count;
    }
}
