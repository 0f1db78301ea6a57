package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.trunk.Admission;
import io.antiphon.sip.trunk.Network;
import io.antiphon.sip.trunk.Strangers;
import io.antiphon.sip.trunk.Trunk;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in to this server, and what all others get. */
class TrunkTest {

    private static final String URI = "sip:601@127.0.0.1";

    private final Heard heard = new Heard();
    private final Lab.Callers callers = new Lab.Callers(heard);
    private Optional<SipEndpoint> started = Optional.empty();
    private Optional<RawPeer> spoken = Optional.empty();

    private static Trunk trunk(String from, String user) {
        return new Trunk("pbx", from.isEmpty() ? List.of() : List.of(Network.parse(from)),
                user.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Credentials(user, "secret")),
                Optional.empty(), Optional.empty(), List.of());
    }

    private RawPeer start(Strangers strangers, Trunk trunk) throws IOException {
        return start(new Admission(List.of(trunk), strangers, 1_000));
    }

    private RawPeer start(Admission admission) throws IOException {
        var endpoint = Lab.start(callers, 1, admission);
        started = Optional.of(endpoint);
        var peer = new RawPeer(Lab.port(endpoint, Transport.UDP));
        spoken = Optional.of(peer);
        return peer;
    }

    @AfterEach
    void stop() {
        spoken.ifPresent(RawPeer::close);
        started.ifPresent(SipEndpoint::close);
        assertEquals(0, count(SipMeter.HANDLING_FAILED));
    }

    private long count(SipMeter meter) {
        return Lab.count(started.orElseThrow(), meter);
    }

    private static String later(String request, int cseq, String header) {
        return request.replace("CSeq: 1 ", "CSeq: " + cseq + " ")
                .replace("z9hG4bK", "z9hG4bK" + cseq)
                .replace("Max-Forwards", header + "Max-Forwards");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "OPTIONS", "REGISTER", "MESSAGE", "SUBSCRIBE", "BYE",
            "CANCEL", "NOTIFY", "UNHEARD"})
    void aStrangerHearsNothing(String method) throws IOException {
        var peer = start(Strangers.SILENT, trunk("192.0.2.1", "pbx"));
        peer.send(peer.request(method, URI, "s1", "", ""));
        peer.send(peer.request(method, URI, "s2", "", "")
                .replace("To: <" + URI + ">", "To: <" + URI + ">;tag=x"));
        assertEquals(Optional.empty(), peer.receiveWithin(700));
        assertEquals(2, count(SipMeter.STRANGERS_REFUSED));
        assertEquals(0, started.orElseThrow().liveCalls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "OPTIONS", "REGISTER", "MESSAGE"})
    void orTheSameRefusalForEverything(String method) throws IOException {
        var peer = start(Strangers.REFUSE, trunk("192.0.2.1", ""));
        peer.send(peer.request(method, URI, "s", "", ""));
        assertTrue(peer.receive().startsWith("SIP/2.0 403 Forbidden\r\n"));
        assertEquals(1, count(SipMeter.STRANGERS_REFUSED));
    }

    @Test
    void aTrunkKnownByItsAddressCallsWithoutBeingAsked() throws Exception {
        var peer = start(Strangers.SILENT, trunk("127.0.0.0/8", ""));
        var call = new RawCall(peer, started.orElseThrow(), callers, "acl", "");
        assertEquals(Optional.of("pbx"), call.taken().trunk());
        call.send("BYE", "", "");
        peer.receive("SIP/2.0 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "MD5"})
    void aTrunkKnownByItsPasswordSignsItsInviteAndNothingWithinTheCall(String algorithm)
            throws Exception {
        var peer = start(Strangers.SILENT, trunk("", "pbx"));
        String invite = peer.request("INVITE", URI, "call", RawCall.SDP, Lab.offer(5000).write());
        peer.send(invite);
        String asked = peer.receive("SIP/2.0 401");
        assertEquals(List.of("SHA-256", "MD5"), Signer.challenges(asked)
                .stream()
                .map(challenge -> challenge.algorithm().word())
                .toList());
        assertTrue(RawPeer.header(asked, "To").contains(";tag="), asked);
        var signer = Signer.of(asked, "pbx", "secret", algorithm);
        peer.send(later(invite, 2, signer.header("INVITE", URI)));
        var call = callers.next();
        assertEquals(Optional.of("pbx"), call.trunk());
        call.accept(Lab.offer(4002));
        String ok = peer.receive("SIP/2.0 200");
        String to = RawPeer.header(ok, "To");
        peer.send(later(peer.request("ACK", URI, "call", "", ""), 2, "")
                .replace("To: <" + URI + ">", "To: " + to));
        heard.session("established");
        peer.send(later(peer.request("INFO", URI, "call", "", ""), 3, "")
                .replace("To: <" + URI + ">", "To: " + to));
        peer.receive("SIP/2.0 200");
        peer.send(later(peer.request("BYE", URI, "call", "", ""), 4, "")
                .replace("To: <" + URI + ">", "To: " + to));
        peer.receive("SIP/2.0 200");
        assertEquals(Cause.HANGUP_REMOTE, heard.end().cause());
        assertEquals(0, count(SipMeter.PROOFS_REFUSED));
    }

    /** Whoever tries names learns nothing: the answers differ in what is random, and in nothing else. */
    @Test
    void aKnownUserAndAnUnknownOneGetTheSameAnswer() throws IOException {
        var peer = start(Strangers.SILENT, trunk("", "pbx"));
        peer.send(peer.request("REGISTER", "sip:127.0.0.1", "try", "", ""));
        String asked = peer.receive("SIP/2.0 401");
        var answers = List.of("pbx", "nobody").stream().map(user -> {
            try {
                String header = Signer.of(asked, user, "guess", "SHA-256")
                        .header("REGISTER", "sip:127.0.0.1");
                peer.send(later(peer.request("REGISTER", "sip:127.0.0.1", "try" + user, "", ""), 2,
                        header));
                return peer.receive()
                        .replaceAll("nonce=\"[^\"]*\"|tag=\\w+", "?")
                        .replace(user, "U");
            } catch (IOException lost) {
                throw new AssertionError(lost);
            }
        }).toList();
        assertEquals(answers.getFirst(), answers.getLast());
        assertTrue(answers.getFirst().startsWith("SIP/2.0 401 "), answers.getFirst());
        assertFalse(answers.getFirst().contains("stale"));
        assertEquals(2, count(SipMeter.PROOFS_REFUSED));
    }

    @ParameterizedTest
    @CsvSource({"INVITE,401", "REGISTER,401", "MESSAGE,401", "SUBSCRIBE,401", "NOTIFY,401",
            "OPTIONS,200", "CANCEL,481", "BYE,481"})
    void whatBelongsToNoCallIsSignedButAskingWhetherWeLiveIsFree(String method, int status)
            throws IOException {
        var peer = start(Strangers.SILENT, trunk("", "pbx"));
        String request = peer.request(method, URI, "m", "", "");
        peer.send(method.equals("BYE")
                ? request.replace("To: <" + URI + ">", "To: <" + URI + ">;tag=x")
                : request);
        String answer = peer.receive();
        assertTrue(answer.startsWith("SIP/2.0 " + status + " "), answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "NoOneKnowsThisScheme opaque-data=here|0", "Digest username=\"pbx\"|1",
            "Digest username=\"p\\\"x\", realm=\"other\", nonce=\"n\", uri=\"sip:601@127.0.0.1\", response=\"0\", qop=auth, nc=00000001, cnonce=\"c\"|1"
    })
    void whatProvesNothingIsAskedAgain(String authorization, int counted) throws IOException {
        var peer = start(Strangers.SILENT, trunk("", "pbx"));
        peer.send(later(peer.request("INVITE", URI, "m", "", ""), 1,
                "Authorization: " + authorization + "\r\n"));
        peer.receive("SIP/2.0 401");
        assertEquals(counted, count(SipMeter.PROOFS_REFUSED));
    }

    @Test
    void anAnswerHeardOnTheWireIsOfNoUseToWhoeverRepeatsIt() throws Exception {
        var peer = start(Strangers.SILENT, trunk("", "pbx"));
        String message = peer.request("MESSAGE", URI, "m", "", "");
        peer.send(message);
        var signer = Signer.of(peer.receive("SIP/2.0 401"), "pbx", "secret", "SHA-256");
        String header = signer.header("MESSAGE", URI);
        peer.send(later(message, 2, header));
        peer.receive("SIP/2.0 405");
        peer.send(later(message, 3, header));
        String again = peer.receive("SIP/2.0 401");
        assertTrue(again.contains("stale=true"), again);
        assertEquals(1, count(SipMeter.PROOFS_REFUSED));
        peer.send(later(message, 4, signer.header("MESSAGE", URI)));
        peer.receive("SIP/2.0 405");
    }

    /** Timer E repeats what had no answer; for fail2ban it is one try. */
    @Test
    void aRequestThatIsRepeatedIsTurnedAwayOnceAndAnotherTryOnTheSameBranchAgain()
            throws Exception {
        var peer = start(Strangers.SILENT, trunk("", "pbx"));
        String message = peer.request("REGISTER", URI, "m", "", "");
        peer.send(message);
        String asked = peer.receive("SIP/2.0 401");
        for (String password : List.of("first guess", "second guess")) {
            String signed = later(message, 2, Signer.of(asked, "pbx", password, "MD5")
                    .header("REGISTER", URI));
            peer.send(signed);
            peer.receive("SIP/2.0 401");
            peer.send(signed);
            peer.receive("SIP/2.0 401");
        }
        assertEquals(2, count(SipMeter.PROOFS_REFUSED));
    }

    /** Its answer was lost, so it comes again, and its number was used before. */
    @Test
    void aRequestThatWasLetInIsNotTakenForAReplayWhenItIsRepeated() throws Exception {
        var peer = start(Strangers.SILENT, trunk("", "pbx"));
        String message = peer.request("MESSAGE", URI, "m", "", "");
        peer.send(message);
        var signer = Signer.of(peer.receive("SIP/2.0 401"), "pbx", "secret", "SHA-256");
        String signed = later(message, 2, signer.header("MESSAGE", URI));
        peer.send(signed);
        peer.receive("SIP/2.0 405");
        peer.send(signed);
        peer.receive("SIP/2.0 401");
        assertEquals(0, count(SipMeter.PROOFS_REFUSED));
    }

    @ParameterizedTest
    @EnumSource(Strangers.class)
    void aStrangerIsToldOfOnceForEachRequest(Strangers strangers) throws Exception {
        var peer = start(strangers, trunk("192.0.2.1", "pbx"));
        for (String id : List.of("a", "a", "b", "a")) {
            peer.send(peer.request("MESSAGE", URI, id, "", ""));
        }
        for (int i = 0; i < 4; i++) {
            peer.receiveWithin(strangers == Strangers.REFUSE ? 10_000 : 300);
        }
        assertEquals(2, count(SipMeter.STRANGERS_REFUSED));
    }

    /** RFC 3261 has no word for it; the messages are as if they had been lost. */
    @Test
    void whoSendsTooMuchIsPassedOverButForTheCallsThatAreUp() throws Exception {
        var peer = start(new Admission(List.of(), Strangers.SILENT, 20));
        var call = new RawCall(peer, started.orElseThrow(), callers, "up", "");
        heard.session("established");
        for (int i = 0; i < 200; i++) {
            peer.send(peer.request("OPTIONS", URI, "flood" + i, "", ""));
        }
        call.send("INFO", "", "");
        String answer = peer.receive("SIP/2.0 200");
        int answered = 0;
        while (!RawPeer.header(answer, "CSeq").endsWith("INFO")) {
            answered++;
            answer = peer.receive("SIP/2.0 200");
        }
        call.send("BYE", "", "");
        peer.receive("SIP/2.0 200");
        assertEquals(Cause.HANGUP_REMOTE, heard.end().cause());
        assertTrue(answered >= 10 && answered < 150, "answered " + answered);
        assertEquals(200 - answered, count(SipMeter.RATE_LIMITED));
    }

    @Test
    void aTrunkThatDoesNotRegisterIsCalledAtItsAddress() throws IOException {
        try (var pbx = new RawPeer(0)) {
            var peer = new Trunk("pbx", List.of(Network.parse("127.0.0.1")), Optional.empty(),
                    Optional.empty(), Optional.of("sip:127.0.0.1:" + pbx.port()), List.of());
            start(Strangers.SILENT, peer);
            started.orElseThrow()
                    .call(CallTarget.of("sip:200@pbx", "600"), Lab.offer(4000), heard);
            String invite = pbx.receive("INVITE");
            assertTrue(invite.startsWith("INVITE sip:200@127.0.0.1:" + pbx.port()), invite);
            assertEquals("<sip:200@127.0.0.1:" + pbx.port() + ">", RawPeer.header(invite, "To"));
        }
    }

    @Test
    void aTrunkKnownByItsAddressMaySendAsMuchAsItLikes() throws Exception {
        var peer = start(new Admission(List.of(trunk("127.0.0.1", "")), Strangers.SILENT, 1));
        for (int i = 0; i < 50; i++) {
            peer.send(peer.request("OPTIONS", URI, "many" + i, "", ""));
            peer.receive("SIP/2.0 200");
        }
        assertEquals(0, count(SipMeter.RATE_LIMITED));
    }

    @ParameterizedTest
    @EnumSource(Strangers.class)
    void anAddressThatMayRegisterOnlyWithAPasswordAndHasNoneIsRefused(Strangers strangers)
            throws IOException {
        var peer = start(strangers, trunk("127.0.0.1", ""));
        peer.send(peer.request("REGISTER", "sip:127.0.0.1", "r", "", ""));
        peer.receive("SIP/2.0 403");
    }
}
