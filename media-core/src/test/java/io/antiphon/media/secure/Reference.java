package io.antiphon.media.secure;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** SRTP once more, written down from the RFCs with the Java platform's ciphers and nothing else. */
final class Reference {

    static final int RTP_CIPHER = 0;
    static final int RTP_AUTH = 1;
    static final int RTP_SALT = 2;
    static final int RTCP_CIPHER = 3;
    static final int RTCP_AUTH = 4;
    static final int RTCP_SALT = 5;

    private static final int IV_BYTES = 16;
    private static final int SALT_BYTES = 14;
    private static final int E_FLAG = 0x8000_0000;

    private Reference() {}

    /** RFC 3711, 4.3.1 and 4.3.3; a salt of 12 bytes is followed by zeros (RFC 7714, 11). */
    static byte[] derive(byte[] key, byte[] salt, int label, int length)
            throws GeneralSecurityException {
        byte[] iv = Arrays.copyOf(salt, IV_BYTES);
        iv[7] ^= (byte) label;
        return counterMode(key, iv, new byte[length]);
    }

    static byte[] counterMode(byte[] key, byte[] iv, byte[] text) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return cipher.doFinal(text);
    }

    static byte[] gcm(byte[] key, byte[] iv, byte[] aad, byte[] text)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(128, iv));
        cipher.updateAAD(aad);
        return cipher.doFinal(text);
    }

    /** A whole SRTP packet. */
    static byte[] rtp(SrtpSuite suite, byte[] master, byte[] packet, int rolledOver)
            throws GeneralSecurityException {
        byte[] key = Arrays.copyOf(master, suite.keyBytes());
        byte[] salt = Arrays.copyOfRange(master, suite.keyBytes(), master.length);
        byte[] cipherKey = derive(key, salt, RTP_CIPHER, key.length);
        byte[] cipherSalt = derive(key, salt, RTP_SALT, salt.length);
        byte[] header = Arrays.copyOf(packet, 12);
        byte[] payload = Arrays.copyOfRange(packet, 12, packet.length);
        int ssrc = ByteBuffer.wrap(packet).getInt(8);
        short sequence = ByteBuffer.wrap(packet).getShort(2);
        if (suite.name().startsWith("AEAD")) {
            byte[] iv = ByteBuffer.allocate(12)
                    .putShort((short) 0)
                    .putInt(ssrc)
                    .putInt(rolledOver)
                    .putShort(sequence)
                    .array();
            return joined(header, gcm(cipherKey, xor(iv, cipherSalt), header, payload));
        }
        byte[] iv = ByteBuffer.allocate(IV_BYTES)
                .putInt(0)
                .putInt(ssrc)
                .putInt(rolledOver)
                .putShort(sequence)
                .putShort((short) 0)
                .array();
        byte[] secret = joined(header,
                counterMode(cipherKey, xor(iv, Arrays.copyOf(cipherSalt, SALT_BYTES)), payload));
        byte[] signed = ByteBuffer.allocate(secret.length + 4)
                .put(secret)
                .putInt(rolledOver)
                .array();
        int tag = suite.name().endsWith("_32") ? 4 : 10;
        return joined(secret, Arrays.copyOf(hmac(derive(key, salt, RTP_AUTH, 20), signed), tag));
    }

    /** A whole SRTCP packet. */
    static byte[] rtcp(SrtpSuite suite, byte[] master, byte[] packet, int index)
            throws GeneralSecurityException {
        byte[] key = Arrays.copyOf(master, suite.keyBytes());
        byte[] salt = Arrays.copyOfRange(master, suite.keyBytes(), master.length);
        byte[] cipherKey = derive(key, salt, RTCP_CIPHER, key.length);
        byte[] cipherSalt = derive(key, salt, RTCP_SALT, salt.length);
        byte[] header = Arrays.copyOf(packet, 8);
        byte[] rest = Arrays.copyOfRange(packet, 8, packet.length);
        int ssrc = ByteBuffer.wrap(packet).getInt(4);
        byte[] trailer = ByteBuffer.allocate(4).putInt(index | E_FLAG).array();
        if (suite.name().startsWith("AEAD")) {
            byte[] iv = ByteBuffer.allocate(12)
                    .putShort((short) 0)
                    .putInt(ssrc)
                    .putShort((short) 0)
                    .putInt(index)
                    .array();
            return joined(header,
                    gcm(cipherKey, xor(iv, cipherSalt), joined(header, trailer), rest), trailer);
        }
        byte[] iv = ByteBuffer.allocate(IV_BYTES)
                .putInt(0)
                .putInt(ssrc)
                .putShort((short) 0)
                .putInt(index)
                .putShort((short) 0)
                .array();
        byte[] secret = joined(header,
                counterMode(cipherKey, xor(iv, Arrays.copyOf(cipherSalt, SALT_BYTES)), rest),
                trailer);
        return joined(secret, Arrays.copyOf(hmac(derive(key, salt, RTCP_AUTH, 20), secret), 10));
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        return mac.doFinal(text);
    }

    static byte[] xor(byte[] one, byte[] other) {
        byte[] both = one.clone();
        for (int i = 0; i < Math.min(one.length, other.length); i++) {
            both[i] ^= other[i];
        }
        return both;
    }

    static byte[] joined(byte[]... parts) {
        var whole = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (var part : parts) {
            whole.put(part);
        }
        return whole.array();
    }
}
