package io.antiphon.sip.trunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.antiphon.time.NanoClock;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells a request from its repetition: who hears no answer sends the same bytes again (RFC 3261, section 17.1.2).
 * Another branch, number or proof makes it another request, or somebody could try all passwords as one. Remembers
 * digests of the latest few thousand. Sip thread.
 */
public final class Repeats {

    static final int REMEMBERED = 4_096;
    /** Timer F: 64 times T1. */
    static final long LASTING_NS = SECONDS.toNanos(32);

    private final NanoClock clock;
    private final MessageDigest digest;
    private final Map<ByteBuffer, Long> untilNs = new LinkedHashMap<>();

    public Repeats(NanoClock clock) {
        this.clock = clock;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Takes a request as it came; false where it came before. */
    public boolean isNew(InetSocketAddress source, String message) {
        digest.update(source.toString().getBytes(UTF_8));
        var key = ByteBuffer.wrap(digest.digest(message.getBytes(UTF_8)));
        long nowNs = clock.nanoTime();
        var until = untilNs.get(key);
        if (until != null && until - nowNs > 0) {
            return false;
        }
        untilNs.remove(key);
        untilNs.put(key, nowNs + LASTING_NS);
        if (untilNs.size() > REMEMBERED) {
            var oldest = untilNs.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }
}
