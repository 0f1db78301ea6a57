package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.account.RegistrationStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registrar and callee played by hand on a raw socket. */
class RegistrarTest {

    private static final String SHA256 = "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\"\r\n";
    private static final String MD5 = "WWW-Authenticate: Digest realm=\"pbx\",nonce=\"n2\",algorithm=MD5,qop=\"auth\",opaque=\"o\"\r\n";

    private final LinkedBlockingQueue<RegistrationStatus> changes = new LinkedBlockingQueue<>();
    private SipEndpoint endpoint;
    private RawPeer registrar;

    @BeforeEach
    void start() throws IOException {
        endpoint = Lab.start(_ -> {});
        registrar = new RawPeer(Lab.port(endpoint, Transport.UDP));
    }

    @AfterEach
    void stop() {
        endpoint.close();
        registrar.close();
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    private RegistrationStatus change() throws InterruptedException {
        var change = changes.poll(10, TimeUnit.SECONDS);
        if (change == null) {
            throw new AssertionError("no change of state");
        }
        return change;
    }

    private Account account() {
        return new Account("100", "sip:127.0.0.1:" + registrar.port(),
                new Credentials("100", "secret"),
                Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {SHA256, MD5, MD5 + SHA256})
    void anAccountRegistersWithDigestAndUnregistersWhenClosed(String challenge) throws Exception {
        var registration = endpoint.register(account(), (_, status) -> changes.add(status));
        String first = registrar.receive("REGISTER sip:127.0.0.1");
        assertEquals("600", RawPeer.header(first, "Expires"));
        assertEquals("<sip:100@127.0.0.1:" + Lab.port(endpoint, Transport.UDP) + ">",
                RawPeer.header(first, "Contact"));
        registrar.answer(RawPeer.response(first, "401 Unauthorized", challenge));
        String second = registrar.receive("REGISTER");
        String signed = RawPeer.header(second, "Authorization");
        assertTrue(
                signed.contains(
                        challenge.contains("SHA-256") ? "algorithm=SHA-256" : "algorithm=MD5"),
                signed);
        assertTrue(signed.contains("nc=00000001") && signed.contains("username=\"100\""), signed);
        assertFalse(second.contains("secret"));
        assertEquals(RawPeer.header(first, "Call-ID"), RawPeer.header(second, "Call-ID"));
        registrar.answer(RawPeer.response(second, "200 OK",
                "Contact: <sip:100@10.0.0.9>;expires=5\r\nContact: "
                        + RawPeer.header(second, "Contact")
                        + ";expires=300\r\n"));
        assertEquals(RegistrationStatus.State.REGISTERED, change().state());
        registration.close();
        String last = registrar.receive("REGISTER");
        assertEquals("0", RawPeer.header(last, "Expires"));
        assertTrue(RawPeer.header(last, "Authorization").contains("nc=00000002"), last);
        registrar.answer(RawPeer.response(last, "200 OK", ""));
        assertEquals(RegistrationStatus.State.UNREGISTERING, change().state());
        assertEquals(RegistrationStatus.State.UNREGISTERED, change().state());
    }

    @Test
    void closingTheEndpointUnregistersToo() throws Exception {
        endpoint.register(account(), (_, status) -> changes.add(status));
        registrar.answer(
                RawPeer.response(registrar.receive("REGISTER"), "200 OK", "Expires: 300\r\n"));
        change();
        var closing = Thread.ofVirtual().start(endpoint::close);
        String last = registrar.receive("REGISTER");
        assertEquals("0", RawPeer.header(last, "Expires"));
        registrar.answer(RawPeer.response(last, "200 OK", ""));
        closing.join();
    }

    @Test
    void aBriefIntervalIsExtendedAndARefusalIsVisible() throws Exception {
        endpoint.register(account(), (_, status) -> changes.add(status));
        registrar.answer(RawPeer.response(registrar.receive("REGISTER"), "423 Interval Too Brief",
                "Min-Expires: 900\r\n"));
        String longer = registrar.receive("REGISTER");
        assertEquals("900", RawPeer.header(longer, "Expires"));
        registrar.answer(RawPeer.response(longer, "403 Forbidden", ""));
        assertEquals(new RegistrationStatus(RegistrationStatus.State.FAILED,
                Optional.of("403 Forbidden")), change());
    }

    @Test
    void newsOfWaitingMessagesAreWelcome() throws IOException {
        registrar.send(registrar.request("NOTIFY", "sip:100@127.0.0.1", "mwi",
                "Event: message-summary\r\nSubscription-State: terminated\r\n",
                "Messages-Waiting: no\r\n"));
        assertTrue(registrar.receive().startsWith("SIP/2.0 200"));
    }

    private CallTarget target() {
        return new CallTarget("sip:200@127.0.0.1:" + registrar.port(), "100", "Ann \"A\" Gent",
                Optional.of(new Credentials("100", "secret")), Optional.empty());
    }

    @Test
    void aChallengedCallIsSignedOnce() throws Exception {
        var alice = new Heard();
        endpoint.call(target(), Lab.offer(4000), alice);
        String first = registrar.receive("INVITE");
        registrar.answer(RawPeer.response(first, "407 Proxy Authentication Required",
                MD5.replace("WWW-", "Proxy-")));
        registrar.receive("ACK");
        String second = registrar.receive("INVITE");
        assertTrue(
                RawPeer.header(second, "Proxy-Authorization").contains("uri=\"sip:200@127.0.0.1"),
                second);
        assertEquals("2 INVITE", RawPeer.header(second, "CSeq"));
        registrar.answer(RawPeer.response(second, "407 Proxy Authentication Required",
                MD5.replace("WWW-", "Proxy-")));
        registrar.receive("ACK");
        var end = alice.end();
        assertEquals(Cause.REJECTED, end.cause());
        assertEquals(407, end.status());
    }

    @Test
    void aSecondPhoneThatAnswersIsAcknowledgedAndSentAway() throws Exception {
        var alice = new Heard();
        endpoint.call(target(), Lab.offer(4000), alice);
        String invite = registrar.receive("INVITE");
        String sdp = Lab.offer(5000).write();
        String ok = RawPeer
                .response(invite, "200 OK", "Contact: <sip:200@127.0.0.1:" + registrar.port()
                        + ">\r\nContent-Type: application/sdp\r\n")
                .replace("Content-Length: 0\r\n\r\n",
                        "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp);
        registrar.answer(ok);
        alice.session("answered");
        String ack = registrar.receive("ACK");
        assertTrue(RawPeer.header(ack, "To").contains("tag=raw"), ack);
        registrar.answer(ok);
        registrar.receive("ACK");
        // As often as a real phone would: jain-sip overhears it until the transaction's next tick.
        String other = ok.replace("tag=raw", "tag=other");
        Optional<String> second = Optional.empty();
        for (int i = 0; i < 10 && second.isEmpty(); i++) {
            registrar.answer(other);
            second = registrar.receiveWithin(500);
        }
        assertTrue(RawPeer.header(second.orElseThrow(), "To").contains("tag=other"), other);
        String bye = registrar.receive("BYE");
        assertTrue(RawPeer.header(bye, "To").contains("tag=other"), bye);
        registrar.answer(RawPeer.response(bye, "200 OK", ""));
        assertEquals(1, endpoint.liveCalls());
        assertTrue(alice.isSilent());
    }

    @Test
    void anAnswerThatCrossesTheCancelIsEndedAtOnce() throws Exception {
        var alice = new Heard();
        var call = endpoint.call(target(), Lab.offer(4000), alice);
        String invite = registrar.receive("INVITE");
        registrar.answer(RawPeer.response(invite, "180 Ringing", ""));
        alice.next();
        call.hangUp();
        registrar.receive("CANCEL");
        registrar.answer(
                RawPeer.response(invite, "200 OK", "Contact: <sip:200@127.0.0.1:" + registrar.port()
                        + ">\r\n"));
        registrar.receive("ACK");
        registrar.answer(RawPeer.response(registrar.receive("BYE"), "200 OK", ""));
        assertEquals(Cause.CANCELLED, alice.end().cause());
        assertEquals(0, endpoint.liveCalls());
    }
}
