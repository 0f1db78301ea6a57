package io.antiphon.media.secure;

import org.jitsi.srtp.SrtpPolicy;

/** How packets are enciphered and signed: RFC 4568 (6.2), RFC 6188 and RFC 7714, by the names that SDP uses. */
public enum SrtpSuite {
    AES_CM_128_HMAC_SHA1_80(SrtpPolicy.AESCM_ENCRYPTION, 16, 14, 10),
    AES_CM_128_HMAC_SHA1_32(SrtpPolicy.AESCM_ENCRYPTION, 16, 14, 4),
    AES_256_CM_HMAC_SHA1_80(SrtpPolicy.AESCM_ENCRYPTION, 32, 14, 10),
    AES_256_CM_HMAC_SHA1_32(SrtpPolicy.AESCM_ENCRYPTION, 32, 14, 4),
    AEAD_AES_128_GCM(SrtpPolicy.AESGCM_ENCRYPTION, 16, 12, 16),
    AEAD_AES_256_GCM(SrtpPolicy.AESGCM_ENCRYPTION, 32, 12, 16);

    private static final int SHA1_KEY_BYTES = 20;
    // RFC 3711, 5.2 and RFC 4568, 6.2.2: reports are rare, so theirs is not shortened.
    private static final int REPORT_TAG_BYTES = 10;

    private final int cipher;
    private final int keyBytes;
    private final int saltBytes;
    private final int tagBytes;

    SrtpSuite(int cipher, int keyBytes, int saltBytes, int tagBytes) {
        this.cipher = cipher;
        this.keyBytes = keyBytes;
        this.saltBytes = saltBytes;
        this.tagBytes = tagBytes;
    }

    /** Of the master key alone; the salt follows it. */
    public int keyBytes() {
        return keyBytes;
    }

    /** Of master key and master salt together, as they stand in an a=crypto line. */
    public int masterBytes() {
        return keyBytes + saltBytes;
    }

    SrtpPolicy rtp() {
        return policy(tagBytes);
    }

    SrtpPolicy rtcp() {
        return policy(isAead() ? tagBytes : REPORT_TAG_BYTES);
    }

    /** Whether packets of sound have a shorter tag than reports have. */
    boolean hasShortTag() {
        return tagBytes < REPORT_TAG_BYTES;
    }

    private boolean isAead() {
        return cipher == SrtpPolicy.AESGCM_ENCRYPTION;
    }

    private SrtpPolicy policy(int tag) {
        return isAead()
                ? new SrtpPolicy(cipher, keyBytes, SrtpPolicy.NULL_AUTHENTICATION, 0, tag,
                        saltBytes)
                : new SrtpPolicy(cipher, keyBytes, SrtpPolicy.HMACSHA1_AUTHENTICATION,
                        SHA1_KEY_BYTES, tag, saltBytes);
    }
}
