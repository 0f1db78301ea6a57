package io.antiphon.media.secure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Published vectors, directly where they are whole packets, by way of {@link Reference} where they are not. */
class SrtpVectorsTest {

    private static final int SSRC = 0xcafebabe;
    private static final String PLAIN_RTP = "800f1234decafbadcafebabe" + "ab".repeat(16);
    private static final String PLAIN_RTCP = "81c8000bcafebabe" + "ab".repeat(16);
    private static final String KEY_128 = "e1f97a0d3e018be0d64fa32c06de4139";
    private static final String SALT_128 = "0ec675ad498afeebb6960b3aabe6";
    private static final String KEY_256 = "f0f04914b513f2763a1b1fa130f10e29"
            + "98f6f6e43e4309d1e622a0e332b9f1b6";
    private static final String SALT_256 = "3b04803de51ee7c96423ab5b78d2";

    @Test
    void sessionKeysAreThoseOfRfc3711() throws GeneralSecurityException {
        assertArrayEquals(hex("c61e7a93744f39ee10734afe3ff7a087"),
                derive(KEY_128, SALT_128, Reference.RTP_CIPHER, 16));
        assertArrayEquals(hex("30cbbc08863d8c85d49db34a9ae1"),
                derive(KEY_128, SALT_128, Reference.RTP_SALT, 14));
        assertArrayEquals(hex("cebe321f6ff7716b6fd4ab49af256a156d38baa4"),
                derive(KEY_128, SALT_128, Reference.RTP_AUTH, 20));
    }

    @Test
    void sessionKeysAreThoseOfRfc6188() throws GeneralSecurityException {
        assertArrayEquals(
                hex("5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4"),
                derive(KEY_256, SALT_256, Reference.RTP_CIPHER, 32));
        assertArrayEquals(hex("fa31791685ca444a9e07c6c64e93"),
                derive(KEY_256, SALT_256, Reference.RTP_SALT, 14));
        assertArrayEquals(hex("fd9c32d39ed5fbb5a9dc96b30818454d1313dc05"),
                derive(KEY_256, SALT_256, Reference.RTP_AUTH, 20));
    }

    /** RFC 7714, 16.1.1; its keys are session keys. */
    @Test
    void gcmIsThatOfRfc7714() throws GeneralSecurityException {
        byte[] header = hex("8040f17b8041f8d35501a0b2");
        byte[] iv = Reference.xor(hex("00005501a0b200000000f17b"), hex("517569642070726f2071756f"));
        byte[] text = "Gallia est omnis divisa in partes tres".getBytes(
                StandardCharsets.US_ASCII);
        assertArrayEquals(
                hex("f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                        + "899d7f27beb16a9152cf765ee4390cce"),
                Reference.gcm(hex("000102030405060708090a0b0c0d0e0f"), iv, header, text));
    }

    @Test
    void packetsAreThoseOfTheReferenceImplementation() {
        var suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
        var key = key(suite, KEY_128 + SALT_128);
        protects(key, PLAIN_RTP,
                "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb");
        protects(key(SrtpSuite.AES_256_CM_HMAC_SHA1_80, KEY_256 + SALT_256), PLAIN_RTP,
                "800f1234decafbadcafebabef1d9de17ff251ff1aa007774b0b4b40da08d9d9a5b3a55d8873b");
        protects(key(SrtpSuite.AEAD_AES_128_GCM,
                "000102030405060708090a0b0c0d0e0fa0a1a2a3a4a5a6a7a8a9aaab"), PLAIN_RTP,
                "800f1234decafbadcafebabec5002ede04cfdd2eb91159e0880aa06ed2976826f796b201df3131a1"
                        + "27e8a392");
    }

    @Test
    void reportsAreThoseOfTheReferenceImplementation() {
        report(key(SrtpSuite.AES_CM_128_HMAC_SHA1_80, KEY_128 + SALT_128),
                "81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798");
        report(key(SrtpSuite.AEAD_AES_128_GCM,
                "000102030405060708090a0b0c0d0e0fa0a1a2a3a4a5a6a7a8a9aaab"),
                "81c8000bcafebabec98b8b5df0392a55852b6c21ac8e7025c52c6fbea2b3b446ea31123ba88ce61e"
                        + "80000001");
    }

    /** Through two turns of the sequence number. Seed 3. */
    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void eachSuiteWritesWhatTheRfcsSay(SrtpSuite suite) throws GeneralSecurityException {
        var random = new Random(3);
        byte[] master = new byte[suite.masterBytes()];
        random.nextBytes(master);
        var key = new SrtpKey(suite, master);
        var sender = new Srtp(SSRC, new SrtpKeys(key, key));
        int checked = 0;
        for (int index = 32_000; index < 3 * 65_536; index++) {
            byte[] plain = new byte[12 + random.nextInt(200)];
            random.nextBytes(plain);
            ByteBuffer.wrap(plain)
                    .put((byte) 0x80)
                    .put((byte) 0)
                    .putShort((short) index)
                    .putInt(index * 160)
                    .putInt(SSRC);
            var packet = packet(plain);
            assertTrue(sender.protectRtp(packet));
            if (index % 997 == 0 || (index + 3 & 0xffff) < 6) {
                assertArrayEquals(Reference.rtp(suite, master, plain, index >>> 16),
                        bytes(packet), "packet " + index);
                checked++;
            }
        }
        assertTrue(checked > 150, "checked " + checked);
        byte[] report = hex(PLAIN_RTCP);
        for (int index = 0; index < 3; index++) {
            var packet = packet(report);
            assertTrue(sender.protectRtcp(packet));
            assertArrayEquals(Reference.rtcp(suite, master, report, index), bytes(packet));
        }
    }

    private static void protects(SrtpKey key, String plain, String secret) {
        var both = new Srtp(SSRC, new SrtpKeys(key, key));
        var packet = packet(hex(plain));
        assertTrue(both.protectRtp(packet));
        assertArrayEquals(hex(secret), bytes(packet));
        assertTrue(both.unprotectRtp(packet, 0));
        assertArrayEquals(hex(plain), bytes(packet));
    }

    /** The vectors are of the second report. */
    private static void report(SrtpKey key, String secret) {
        var both = new Srtp(SSRC, new SrtpKeys(key, key));
        assertTrue(both.protectRtcp(packet(hex(PLAIN_RTCP))));
        var packet = packet(hex(PLAIN_RTCP));
        assertTrue(both.protectRtcp(packet));
        assertArrayEquals(hex(secret), bytes(packet));
        assertTrue(both.unprotectRtcp(packet, 0));
        assertArrayEquals(hex(PLAIN_RTCP), bytes(packet));
    }

    private static SrtpKey key(SrtpSuite suite, String master) {
        return new SrtpKey(suite, hex(master));
    }

    private static byte[] derive(String key, String salt, int label, int length)
            throws GeneralSecurityException {
        return Reference.derive(hex(key), hex(salt), label, length);
    }

    static ByteBuffer packet(byte[] plain) {
        return ByteBuffer.wrap(Arrays.copyOf(plain, plain.length + Srtp.MOST_GROWTH))
                .limit(plain.length);
    }

    static byte[] bytes(ByteBuffer packet) {
        var bytes = new byte[packet.remaining()];
        packet.get(packet.position(), bytes);
        return bytes;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
