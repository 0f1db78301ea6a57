package io.antiphon.sip.trunk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.account.Challenge;
import io.antiphon.sip.account.Claim;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.account.Digest;
import io.antiphon.sip.trunk.Doorkeeper.Asking;
import io.antiphon.sip.trunk.Doorkeeper.Entry;
import io.antiphon.sip.trunk.Doorkeeper.Proof;
import io.antiphon.testkit.VirtualTime;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in, by which proof, and how often. */
class DoorkeeperTest {

    private static final Trunk BY_ADDRESS = trunk("office", "192.0.2.0/24", "");
    private static final Trunk BY_PASSWORD = trunk("roaming", "", "road");
    private static final Trunk BY_BOTH = trunk("branch", "198.51.100.7", "branch");
    private static final InetAddress OFFICE = InetAddress.ofLiteral("192.0.2.9");
    private static final InetAddress BRANCH = InetAddress.ofLiteral("198.51.100.7");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("203.0.113.1");

    private final VirtualTime time = new VirtualTime();
    private final Nonces nonces = new Nonces(time, new Random(1));

    private static Trunk trunk(String name, String from, String user) {
        return new Trunk(name, from.isEmpty() ? List.of() : List.of(Network.parse(from)),
                user.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Credentials(user, "secret of " + user)),
                Optional.empty(), Optional.empty(), List.of());
    }

    private Doorkeeper keeper(Trunk... trunks) {
        return new Doorkeeper(new Admission(List.of(trunks), Strangers.SILENT, 10), nonces);
    }

    private Proof proof(String user, String password, Digest digest) {
        var claim = Claim.parse(digest.answer("INVITE", "sip:601@here")).orElseThrow();
        assertEquals(user, claim.user());
        assertFalse(claim.toString().contains(claim.response()), password);
        return new Proof(claim, "INVITE", true);
    }

    private Digest digest(String user, String password, String nonce) {
        return digest(user, password, nonce, "SHA-256");
    }

    private static Digest digest(String user, String password, String nonce, String algorithm) {
        var challenge = Challenge.parse("Digest realm=\"" + Doorkeeper.REALM + "\", nonce=\""
                + nonce + "\", qop=\"auth\", algorithm=" + algorithm, false).orElseThrow();
        return new Digest(challenge, new Credentials(user, password), new Random(2));
    }

    private Entry enter(Doorkeeper keeper, InetAddress source, Optional<Proof> proof) {
        return keeper.judge(new Asking(source, false, proof));
    }

    private Entry enter(Doorkeeper keeper, InetAddress source, String user, String password) {
        return enter(keeper, source,
                Optional.of(proof(user, password, digest(user, password, nonces.next()))));
    }

    private static Entry challenged(String failure) {
        return new Entry.Challenged(false, Optional.of(failure));
    }

    private static final Entry ASKED = new Entry.Challenged(false, Optional.empty());

    @Test
    void whereNoTrunkIsEverybodyComesIn() {
        assertEquals(new Entry.Known(Optional.empty()),
                enter(keeper(), ELSEWHERE, Optional.empty()));
    }

    @Test
    void anAddressIsEnoughForATrunkWithoutAUserAndNobodyElseIsThere() {
        var keeper = keeper(BY_ADDRESS, BY_BOTH);
        assertEquals(new Entry.Known(Optional.of(BY_ADDRESS)),
                enter(keeper, OFFICE, Optional.empty()));
        assertEquals(new Entry.Stranger(), enter(keeper, ELSEWHERE, Optional.empty()));
        assertEquals(new Entry.Stranger(), enter(keeper, ELSEWHERE, "branch", "secret of branch"));
        assertTrue(keeper.knows(BRANCH) && !keeper.mayKnow(ELSEWHERE));
    }

    @Test
    void whoeverHasAUserSignsFromWhereItMay() {
        var keeper = keeper(BY_PASSWORD, BY_BOTH);
        assertEquals(ASKED, enter(keeper, ELSEWHERE, Optional.empty()));
        assertEquals(new Entry.Known(Optional.of(BY_PASSWORD)),
                enter(keeper, ELSEWHERE, "road", "secret of road"));
        assertEquals(new Entry.Known(Optional.of(BY_BOTH)),
                enter(keeper, BRANCH, "branch", "secret of branch"));
        assertEquals(challenged("unknown-user"),
                enter(keeper, ELSEWHERE, "branch", "secret of branch"));
        assertTrue(keeper.mayKnow(ELSEWHERE) && !keeper.knows(ELSEWHERE));
    }

    @ParameterizedTest
    @CsvSource({"road,wrong,wrong-password", "nobody,secret of road,unknown-user",
            "nobody,nobody knows this,unknown-user"})
    void whatIsWrongIsToldToTheLogAndToNobodyElse(String user, String password, String why) {
        assertEquals(challenged(why), enter(keeper(BY_PASSWORD), ELSEWHERE, user, password));
    }

    @ParameterizedTest
    @CsvSource({"MD5", "SHA-256"})
    void bothAlgorithmsProve(String algorithm) {
        var digest = digest("road", "secret of road", nonces.next(), algorithm);
        assertInstanceOf(Entry.Known.class, enter(keeper(BY_PASSWORD), ELSEWHERE,
                Optional.of(proof("road", "", digest))));
    }

    @Test
    void aProofForAnotherUriOrMethodIsNone() {
        var keeper = keeper(BY_PASSWORD);
        var digest = digest("road", "secret of road", nonces.next());
        var claim = proof("road", "", digest).claim();
        assertEquals(challenged("other-uri"), enter(keeper, ELSEWHERE,
                Optional.of(new Proof(claim, "INVITE", false))));
        assertEquals(challenged("wrong-password"), enter(keeper, ELSEWHERE,
                Optional.of(new Proof(claim, "REGISTER", true))));
    }

    @Test
    void aNonceServesManyRequestsButNoneTwice() {
        var keeper = keeper(BY_PASSWORD);
        var digest = digest("road", "secret of road", nonces.next());
        var first = proof("road", "", digest);
        var second = proof("road", "", digest);
        assertInstanceOf(Entry.Known.class, enter(keeper, ELSEWHERE, Optional.of(first)));
        assertEquals(new Entry.Challenged(true, Optional.of("replay")),
                enter(keeper, ELSEWHERE, Optional.of(first)));
        assertInstanceOf(Entry.Known.class, enter(keeper, ELSEWHERE, Optional.of(second)));
        assertEquals(new Entry.Challenged(true, Optional.of("replay")),
                enter(keeper, ELSEWHERE, Optional.of(first)));
    }

    @Test
    void anOldNonceIsStaleForWhoeverKnowsThePasswordOnly() {
        var keeper = keeper(BY_PASSWORD);
        String nonce = nonces.next();
        time.advance(SECONDS.toNanos(60));
        assertEquals(new Entry.Challenged(true, Optional.empty()), enter(keeper, ELSEWHERE,
                Optional.of(proof("road", "", digest("road", "secret of road", nonce)))));
        assertEquals(challenged("wrong-password"), enter(keeper, ELSEWHERE,
                Optional.of(proof("road", "", digest("road", "wrong", nonce)))));
    }

    @ParameterizedTest
    @CsvSource({"''", "zz", "0000000000000001000000000000000000000000000000000000000000000000",
            "äääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää"})
    void aNonceOfSomebodyElseIsStale(String nonce) {
        assertEquals(Nonces.Standing.STALE, nonces.standing(nonce));
        assertEquals(Nonces.Standing.STALE, nonces.standing("8" + nonces.next().substring(1)));
        assertEquals(Nonces.Standing.FRESH, nonces.standing(nonces.next()));
    }

    /** However many are answered, memory stays bounded and what is forgotten cannot be used again. */
    @Test
    void aForgottenNonceIsStale() {
        String first = nonces.next();
        assertTrue(nonces.use(first, 1));
        for (int i = 0; i < Nonces.REMEMBERED; i++) {
            assertEquals(Nonces.Standing.FRESH, nonces.standing(first));
            assertTrue(nonces.use(nonces.next(), 1));
        }
        assertEquals(Nonces.Standing.STALE, nonces.standing(first));
    }

    @Test
    void aRegisterIsSignedEvenFromAKnownAddress() {
        var here = trunk("here", "203.0.113.1", "");
        var keeper = keeper(here, BY_PASSWORD);
        assertEquals(new Entry.Known(Optional.of(here)),
                enter(keeper, ELSEWHERE, Optional.empty()));
        assertEquals(ASKED, keeper.judge(new Asking(ELSEWHERE, true, Optional.empty())));
        assertEquals(new Entry.Known(Optional.of(here)),
                enter(keeper, ELSEWHERE, "road", "wrong"));
    }

    @Test
    void aRegistrarThatTookOurAccountMayCallUntilItIsGivenUp() {
        var keeper = keeper(BY_ADDRESS);
        keeper.registered("100", ELSEWHERE);
        assertEquals(new Entry.Known(Optional.empty()), enter(keeper, ELSEWHERE, Optional.empty()));
        keeper.unregistered("100");
        assertEquals(new Entry.Stranger(), enter(keeper, ELSEWHERE, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"u\", response=\"0\"",
            "Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"u\", response=\"0\", qop=auth, cnonce=\"c\", nc=1",
            "Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"u\", response=\"0\", qop=auth-int, cnonce=\"c\", nc=00000001",
            "Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"u\", response=\"0\", qop=auth, cnonce=\"c\", nc=00000001, algorithm=SHA-1",
            "Digest", "Basic YTpi", "''"
    })
    void aHalfProofIsNone(String header) {
        assertTrue(Claim.parse(header).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a b|192.0.2.1|''|''", "1st|192.0.2.1|''|''",
            "pbx|''|''|''", "pbx|192.0.2.1|a@b|''", "pbx|192.0.2.1|''|sip:200@pbx.example.com",
            "pbx|192.0.2.1|''|pbx.example.com"})
    void aTrunkThatMakesNoSenseIsRefused(String name, String from, String user, String address) {
        assertThrows(IllegalArgumentException.class, () -> new Trunk(name,
                from.isEmpty() ? List.of() : List.of(Network.parse(from)),
                user.isEmpty() ? Optional.empty() : Optional.of(new Credentials(user, "x")),
                Optional.empty(),
                address.isEmpty() ? Optional.empty() : Optional.of(address), List.of()));
    }

    @Test
    void twoTrunksDoNotShareANameOrAUser() {
        assertThrows(IllegalArgumentException.class, () -> keeper(BY_ADDRESS, BY_ADDRESS));
        assertThrows(IllegalArgumentException.class,
                () -> keeper(BY_PASSWORD, trunk("other", "", "road")));
    }
}
