package io.antiphon.media.dtls;

import io.antiphon.media.secure.SrtpKey;
import io.antiphon.media.secure.SrtpKeys;
import io.antiphon.media.secure.SrtpSuite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Hashtable;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;

/** The protection profiles that we speak (RFC 5764, 4.1.2; RFC 7714, 14.2), and the keys that come of them. */
final class Profiles {

    /** What all peers have goes first. */
    private static final int[] SPOKEN = {SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80,
            SRTPProtectionProfile.SRTP_AEAD_AES_256_GCM,
            SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM,
            SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32};

    private static final String LABEL = "EXTRACTOR-dtls_srtp";
    private static final byte[] NO_IDENTIFIER = {};

    private Profiles() {}

    private static Optional<SrtpSuite> suite(int profile) {
        return switch (profile) {
            case SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80 ->
                Optional.of(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
            case SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32 ->
                Optional.of(SrtpSuite.AES_CM_128_HMAC_SHA1_32);
            case SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM ->
                Optional.of(SrtpSuite.AEAD_AES_128_GCM);
            case SRTPProtectionProfile.SRTP_AEAD_AES_256_GCM ->
                Optional.of(SrtpSuite.AEAD_AES_256_GCM);
            default -> Optional.empty();
        };
    }

    @SuppressWarnings("rawtypes") // The library is older than generics.
    static void offer(Hashtable extensions) throws IOException {
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(SPOKEN, NO_IDENTIFIER));
    }

    @SuppressWarnings("rawtypes") // The library is older than generics.
    static void answer(Hashtable extensions, int profile) throws IOException {
        TlsSRTPUtils.addUseSRTPExtension(extensions,
                new UseSRTPData(new int[]{profile}, NO_IDENTIFIER));
    }

    /** The first of theirs that we speak. */
    @SuppressWarnings("rawtypes") // The library is older than generics.
    static int chosen(Hashtable extensions) throws IOException {
        var theirs = TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (theirs != null) {
            for (int profile : theirs.getProtectionProfiles()) {
                if (suite(profile).isPresent()) {
                    return profile;
                }
            }
        }
        throw new TlsFatalAlert(AlertDescription.handshake_failure,
                "no SRTP profile in common");
    }

    /** The one that a server took of ours. A key identifier, which we have not asked for, would be in each packet (4.1.3). */
    @SuppressWarnings("rawtypes") // The library is older than generics.
    static int taken(Hashtable extensions) throws IOException {
        int profile = chosen(extensions);
        if (TlsSRTPUtils.getUseSRTPExtension(extensions).getMki().length > 0) {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter,
                    "a key identifier (MKI) that was not offered");
        }
        return profile;
    }

    /** RFC 5764, 4.2: both keys, and then both salts, the client's first. */
    static SrtpKeys keys(TlsContext context, int profile, boolean isClient) throws IOException {
        var suite = suite(profile).orElseThrow(
                () -> new TlsFatalAlert(AlertDescription.illegal_parameter, "no such profile"));
        int keyBytes = suite.keyBytes();
        int saltBytes = suite.masterBytes() - keyBytes;
        byte[] material = context.exportKeyingMaterial(LABEL, null, 2 * suite.masterBytes());
        var client = ByteBuffer.allocate(suite.masterBytes())
                .put(material, 0, keyBytes)
                .put(material, 2 * keyBytes, saltBytes)
                .array();
        var server = ByteBuffer.allocate(suite.masterBytes())
                .put(material, keyBytes, keyBytes)
                .put(material, 2 * keyBytes + saltBytes, saltBytes)
                .array();
        return isClient
                ? new SrtpKeys(new SrtpKey(suite, client), new SrtpKey(suite, server))
                : new SrtpKeys(new SrtpKey(suite, server), new SrtpKey(suite, client));
    }
}
