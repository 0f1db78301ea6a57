package io.antiphon.sip.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    private static final String RFC_7616 = "realm=\"http-auth@example.org\", qop=\"auth, auth-int\", "
            + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
            + "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    private static Challenge challenge(String parameters) {
        return Challenge.parse("Digest " + parameters, false).orElseThrow();
    }

    private static Digest mufasa(Challenge challenge, String password) {
        return new Digest(challenge, new Credentials("Mufasa", password), new Random(1));
    }

    /** RFC 7616, section 3.9.1: the same request under both algorithms. */
    @Test
    void theExampleOfTheRfcIsReproduced() {
        assertTrue(counted(mufasa(challenge("algorithm=MD5, " + RFC_7616), "Circle of Life"))
                .contains("response=\"8ca523f5e9506fed4657c9700eebdbec\""));
        assertTrue(counted(mufasa(challenge("algorithm=SHA-256, " + RFC_7616), "Circle of Life"))
                .contains(
                        "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\""));
    }

    /** The first answer, with the client nonce of the example. */
    private static String counted(Digest digest) {
        var first = digest.answer("GET", "/dir/index.html");
        assertTrue(first.contains("nc=00000001"), first);
        return digest.answer("GET", "/dir/index.html",
                "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
    }

    /** RFC 2617's ancestor, RFC 2069, as an errata-checked vector of the plain formula. */
    @Test
    void withoutQopTheOldAnswerIsGiven() {
        var digest = mufasa(challenge(
                "realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\""),
                "CircleOfLife");
        String answer = digest.answer("GET", "/dir/index.html");
        assertTrue(answer.contains("response=\"1949323746fe6a43ef61f9606e7febea\""), answer);
        assertFalse(answer.contains("cnonce"));
    }

    @Test
    void answersAreCountedAndOpaqueComesBack() {
        var digest = mufasa(challenge(RFC_7616), "x");
        digest.answer("REGISTER", "sip:a");
        String second = digest.answer("REGISTER", "sip:a");
        assertTrue(second.contains("nc=00000002"), second);
        assertTrue(second.contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""),
                second);
        assertTrue(second.contains("qop=auth,"), second);
    }

    @Test
    void theStrongestKnownAlgorithmIsChosen() {
        var known = Stream.of("algorithm=SHA-512-256", "algorithm=MD5", "algorithm=SHA-256")
                .flatMap(word -> Challenge.parse("Digest " + word + ", " + RFC_7616, true).stream())
                .toList();
        assertEquals(2, known.size());
        assertEquals(Challenge.Algorithm.SHA256,
                Challenge.strongest(known).orElseThrow().algorithm());
        assertEquals(Optional.empty(), Challenge.strongest(List.of()));
    }

    @Test
    void staleIsUnderstoodInAnyCase() {
        assertTrue(challenge("realm=\"a\", nonce=\"b\", stale=TRUE").stale());
        assertFalse(challenge("realm=\"a\", nonce=\"b\", stale=false").stale());
    }

    @Test
    void quotedCommasAndEscapesStayInTheirValue() {
        var challenge = challenge("realm=\"a, \\\"b\\\"=c\",nonce=\"n\"");
        assertEquals("a, \\\"b\\\"=c", challenge.realm());
        assertEquals("n", challenge.nonce());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "Digest", "Basic realm=\"x\"", "Digest realm=\"x\"", "Digest nonce=\"x\"",
            "Digest =,=,=\"\"\"",
            "Digest realm=\"x\", nonce=\"y\", qop=\"auth-int\"",
            "Digest realm=\"x\", nonce=\"y\", algorithm=AKAv1-MD5",
            "Digest realm=\"x, nonce=y"
    })
    void whatCannotBeAnsweredIsNoChallenge(String value) {
        assertEquals(Optional.empty(), Challenge.parse(value, false));
    }

    @Test
    void credentialsPrintWithoutThePassword() {
        assertFalse(new Credentials("u", "secret").toString().contains("secret"));
    }
}
