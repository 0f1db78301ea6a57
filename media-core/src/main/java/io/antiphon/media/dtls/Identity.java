package io.antiphon.media.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * Who we are in handshakes: an ECDSA key and a certificate that we signed ourselves, made at start and believed
 * for its fingerprint in our SDP. Immutable; any thread.
 */
public final class Identity {

    private static final Duration VALID = Duration.ofDays(3_650);
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
    private static final X500Name NAME = new X500Name("CN=media");
    private static final SignatureAndHashAlgorithm ECDSA = new SignatureAndHashAlgorithm(
            HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);

    private final BcTlsCrypto crypto;
    private final AsymmetricKeyParameter key;
    private final byte[] certificate;
    private final Fingerprint fingerprint;

    private Identity(BcTlsCrypto crypto, AsymmetricKeyParameter key, byte[] certificate) {
        this.crypto = crypto;
        this.key = key;
        this.certificate = certificate;
        fingerprint = Fingerprint.of(certificate);
    }

    /** A new one, valid from {@code now} for ten years. */
    public static Identity make(SecureRandom random, Instant now) {
        var curve = new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1,
                CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256r1));
        var generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(curve, random));
        var pair = generator.generateKeyPair();
        try {
            var info = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic());
            return new Identity(new BcTlsCrypto(random), pair.getPrivate(),
                    certificate((ECPrivateKeyParameters) pair.getPrivate(), info, random, now));
        } catch (IOException e) {
            throw new IllegalStateException("a certificate of our own cannot be written", e);
        }
    }

    private static byte[] certificate(ECPrivateKeyParameters key, SubjectPublicKeyInfo info,
            SecureRandom random, Instant now) throws IOException {
        var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
        var generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(new BigInteger(63, random).add(BigInteger.ONE)));
        generator.setSignature(algorithm);
        generator.setIssuer(NAME);
        generator.setSubject(NAME);
        generator.setStartDate(new Time(Date.from(now.minus(CLOCKS_DIFFER))));
        generator.setEndDate(new Time(Date.from(now.plus(VALID))));
        generator.setSubjectPublicKeyInfo(info);
        var content = generator.generateTBSCertificate();
        var signer = new DSADigestSigner(new ECDSASigner(), new SHA256Digest());
        signer.init(true, new ParametersWithRandom(key, random));
        byte[] encoded = content.getEncoded("DER");
        signer.update(encoded, 0, encoded.length);
        var signature = new DERBitString(signer.generateSignature());
        return new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[]{content, algorithm,
                signature}).getEncoded("DER");
    }

    public Fingerprint fingerprint() {
        return fingerprint;
    }

    byte[] certificate() {
        return certificate.clone();
    }

    BcTlsCrypto crypto() {
        return crypto;
    }

    TlsCredentialedSigner credentials(TlsContext context) throws IOException {
        var chain = new Certificate(new TlsCertificate[]{crypto.createCertificate(certificate)});
        return new BcDefaultTlsCredentialedSigner(new TlsCryptoParameters(context), crypto, key,
                chain, ECDSA);
    }
}
