package io.antiphon.sip.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.Arrays;
import java.util.List;

/** Cuts a stream into messages by Content-Length (RFC 3261, section 18.3) and finds pings between them. */
final class StreamFramer extends ByteToMessageDecoder {

    /** A double line end between messages: wants a single one back (RFC 5626, section 3.5.1). */
    record Ping() {}

    /** A single line end after a ping of ours: the answer to it. */
    record Pong() {}

    /**
     * A stream in which the next message can no longer be found. Where the last one was not too large but
     * without a length that makes sense, its head has come before this, for someone to refuse it.
     */
    record Broken(boolean oversized) {}

    private int lineEnds;
    private boolean broken;
    private boolean expectsPong;

    /** Whether a message has begun and not ended. */
    boolean isInside() {
        return !broken && actualReadableBytes() > 0;
    }

    /** From now on a line end alone answers our ping and does not begin one of theirs. */
    void expectPong() {
        expectsPong = true;
    }

    /** Whether the answer is still due; it is not waited for any longer. */
    boolean isPongMissing() {
        boolean missing = expectsPong;
        expectsPong = false;
        return missing;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        skipLineEnds(in, out);
        int readable = in.readableBytes();
        if (readable == 0) {
            return;
        }
        byte[] seen = ByteBufUtil.getBytes(in, in.readerIndex(),
                Math.min(readable, Limits.HEAD_BYTES));
        int end = RawMessage.endOfHead(seen, 0, seen.length);
        if (end < 0) {
            if (readable >= Limits.HEAD_BYTES) {
                fail(in, out, true);
            }
            return;
        }
        // RFC 3261, section 20.14: on a stream it must be there, and one of two is as good as none.
        int length = RawMessage.cut(seen)
                .filter(head -> head.count("content-length") == 1)
                .flatMap(RawMessage::contentLength)
                .orElse(-1);
        if (length < 0) {
            out.add(Arrays.copyOf(seen, end));
            fail(in, out, false);
        } else if (end + length > Limits.STREAM_MESSAGE_BYTES) {
            fail(in, out, true);
        } else if (readable >= end + length) {
            out.add(ByteBufUtil.getBytes(in.readSlice(end + length)));
        }
    }

    private void skipLineEnds(ByteBuf in, List<Object> out) {
        while (in.isReadable()) {
            byte next = in.getByte(in.readerIndex());
            if (next != '\r' && next != '\n') {
                notePong(out);
                lineEnds = 0;
                return;
            }
            in.skipBytes(1);
            if (next == '\n') {
                lineEnds++;
                if (lineEnds == 2) {
                    lineEnds = 0;
                    out.add(new Ping());
                }
            }
        }
        notePong(out);
    }

    /** Two at once are a ping even now; one alone is what we wait for. */
    private void notePong(List<Object> out) {
        if (expectsPong && lineEnds == 1) {
            expectsPong = false;
            lineEnds = 0;
            out.add(new Pong());
        }
    }

    private void fail(ByteBuf in, List<Object> out, boolean oversized) {
        in.skipBytes(in.readableBytes());
        broken = true;
        out.add(new Broken(oversized));
    }
}
