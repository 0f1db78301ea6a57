package io.antiphon.media.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.junit.jupiter.api.Test;

/** The use_srtp extension (RFC 5764, section 4.1). */
@SuppressWarnings("JdkObsolete") // The library asks for a Hashtable.
class ProfilesTest {

    private static final byte[] NONE = {};
    private static final byte[] IDENTIFIER = {1};

    private static Hashtable<Integer, byte[]> says(byte[] identifier, int... profiles)
            throws IOException {
        var extensions = new Hashtable<Integer, byte[]>();
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles, identifier));
        return extensions;
    }

    @Test
    void theFirstThatIsSpokenHereIsTaken() throws IOException {
        assertEquals(SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM,
                Profiles.chosen(says(IDENTIFIER, SRTPProtectionProfile.SRTP_NULL_HMAC_SHA1_80,
                        SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM,
                        SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80)));
    }

    @Test
    void whereNoneIsInCommonThereIsNoHandshake() {
        assertThrows(TlsFatalAlert.class, () -> Profiles
                .chosen(says(NONE, SRTPProtectionProfile.SRTP_NULL_HMAC_SHA1_80)));
        assertThrows(TlsFatalAlert.class, () -> Profiles.chosen(new Hashtable<>()));
    }

    @Test
    void aServerThatBringsAKeyIdentifierIsRefused() throws IOException {
        int profile = SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
        assertEquals(profile, Profiles.taken(says(NONE, profile)));
        assertThrows(TlsFatalAlert.class, () -> Profiles.taken(says(IDENTIFIER, profile)));
    }
}
