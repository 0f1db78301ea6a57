package io.antiphon.sip.trunk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.antiphon.time.NanoClock;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes nonces and tells its own from others: serial number, time, and an HMAC over both, so that a challenge costs
 * no memory (RFC 7616, section 5.4). Only nonces that were answered rightly are remembered, the latest few
 * thousand; when one is forgotten, all that are older become stale, so that none can be used twice. Sip thread.
 */
public final class Nonces {

    static final long LIFE_NS = SECONDS.toNanos(60);
    static final int REMEMBERED = 4_096;
    private static final int SIGNED_CHARS = 32;

    private final NanoClock clock;
    private final Mac mac;
    /** By serial number: how often it was used, as far as was told. */
    private final Map<Long, Long> counts = new LinkedHashMap<>();
    private long serial;
    private long forgotten;

    /** How a nonce stands that somebody answered. */
    public enum Standing {
        FRESH,
        /** Too old, or of a server before this one, or made up. */
        STALE
    }

    public Nonces(NanoClock clock, RandomGenerator random) {
        this.clock = clock;
        var key = new byte[32];
        random.nextBytes(key);
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** One that was never given out before. */
    public String next() {
        serial++;
        var hex = HexFormat.of();
        String signed = hex.toHexDigits(serial) + hex.toHexDigits(clock.nanoTime());
        return signed + signature(signed);
    }

    public Standing standing(String nonce) {
        if (nonce.length() != 2 * SIGNED_CHARS) {
            return Standing.STALE;
        }
        String signed = nonce.substring(0, SIGNED_CHARS);
        boolean ours = MessageDigest.isEqual(signature(signed).getBytes(US_ASCII),
                nonce.substring(SIGNED_CHARS).getBytes(US_ASCII));
        boolean live = ours && serial(nonce) > forgotten
                && clock.nanoTime() - HexFormat.fromHexDigitsToLong(signed, 16, 32) < LIFE_NS;
        return live ? Standing.FRESH : Standing.STALE;
    }

    /** Takes an answer to a fresh nonce; false where one with this count or a higher one was taken before. */
    public boolean use(String nonce, long count) {
        long number = serial(nonce);
        var before = counts.put(number, count);
        if (before != null && before >= count) {
            counts.put(number, before);
            return false;
        }
        if (counts.size() > REMEMBERED) {
            var oldest = counts.entrySet().iterator();
            forgotten = Math.max(forgotten, oldest.next().getKey());
            oldest.remove();
        }
        return true;
    }

    private static long serial(String nonce) {
        return HexFormat.fromHexDigitsToLong(nonce, 0, 16);
    }

    private String signature(String signed) {
        byte[] whole = mac.doFinal(signed.getBytes(US_ASCII));
        return HexFormat.of().formatHex(whole, 0, SIGNED_CHARS / 2);
    }
}
