package io.antiphon.sip.core;

import gov.nist.javax.sip.header.SIPHeader;
import io.antiphon.sip.account.Challenge;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.account.Digest;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sip.message.Message;
import javax.sip.message.Request;

/** Finds the challenges in a response and signs the next request. Sip thread. */
record DigestAnswer(Digest digest) {

    /** Ready to sign, if any challenge is one that we can answer. */
    static Optional<DigestAnswer> to(Message response, Credentials credentials,
            RandomGenerator random) {
        return Challenge.strongest(challenges(response))
                .map(challenge -> new DigestAnswer(new Digest(challenge, credentials, random)));
    }

    static List<Challenge> challenges(Message response) {
        var challenges = new ArrayList<Challenge>();
        collect(response.getHeaders("WWW-Authenticate"), false, challenges);
        collect(response.getHeaders("Proxy-Authenticate"), true, challenges);
        return challenges;
    }

    private static void collect(Iterator<?> headers, boolean proxy, List<Challenge> into) {
        while (headers.hasNext()) {
            if (headers.next() instanceof SIPHeader header) {
                Challenge.parse(header.getHeaderValue(), proxy).ifPresent(into::add);
            }
        }
    }

    void sign(Request request, Messages messages) throws ParseException {
        messages.header(request, digest.headerName(),
                digest.answer(request.getMethod(), request.getRequestURI().toString()));
    }
}
