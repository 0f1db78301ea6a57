package io.antiphon.sip.core;

import io.antiphon.sip.account.Challenge;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.account.Digest;
import java.util.List;
import java.util.Random;

/** Answers the challenges in a 401 that a test got, as a peer would: once more for each request. */
final class Signer {

    private final Digest digest;

    private Signer(Digest digest) {
        this.digest = digest;
    }

    /** By the first challenge, the strongest, or by one that is named. */
    static Signer of(String unauthorized, String user, String password, String algorithm) {
        var challenge = challenges(unauthorized).stream()
                .filter(each -> each.algorithm().word().equals(algorithm))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + algorithm + " in " + unauthorized));
        return new Signer(new Digest(challenge, new Credentials(user, password), new Random(7)));
    }

    static List<Challenge> challenges(String unauthorized) {
        return unauthorized.lines()
                .filter(line -> line.startsWith("WWW-Authenticate:"))
                .flatMap(line -> Challenge.parse(line.substring(17), false).stream())
                .toList();
    }

    /** The header line. */
    String header(String method, String uri) {
        return "Authorization: " + digest.answer(method, uri) + "\r\n";
    }
}
