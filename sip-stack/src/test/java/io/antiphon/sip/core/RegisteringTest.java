package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.trunk.Admission;
import io.antiphon.sip.trunk.Binding;
import io.antiphon.sip.trunk.Strangers;
import io.antiphon.sip.trunk.Trunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A PBX that registers here, played by hand. */
class RegisteringTest {

    private static final String URI = "sip:127.0.0.1";
    private static final String RECORD = "sip:agent@127.0.0.1";
    /** As Asterisk writes it with {@code line=yes}. */
    private static final String CONTACT = "<sip:s@127.0.0.1:5080;line=abcXYZ;x-ast-orig-host=10.0.0.1:5060>";

    private SipEndpoint endpoint;
    private RawPeer pbx;
    private Signer signer;
    private int sequence;

    @BeforeEach
    void start() throws IOException {
        start(1, "agent");
    }

    private void start(int haste, String user) throws IOException {
        var trunk = new Trunk("pbx", List.of(), Optional.of(new Credentials(user, "secret")),
                Optional.empty(), Optional.empty(), List.of());
        endpoint = Lab.start(_ -> {}, haste,
                new Admission(List.of(trunk), Strangers.SILENT, 1_000));
        pbx = new RawPeer(Lab.port(endpoint, Transport.UDP));
        pbx.send(register("", ""));
        signer = Signer.of(pbx.receive("SIP/2.0 401"), user, "secret", "SHA-256");
    }

    private void restart(int haste, String user) throws IOException {
        stop();
        start(haste, user);
    }

    @AfterEach
    void stop() {
        pbx.close();
        endpoint.close();
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    private String register(String contact, String extra) {
        sequence++;
        return pbx.request("REGISTER", URI, "reg", extra, "")
                .replaceFirst("Contact: [^\r]*\r\n",
                        contact.isEmpty() ? "" : "Contact: " + contact + "\r\n")
                .replace("To: <" + URI + ">", "To: <" + RECORD + ">")
                .replace("CSeq: 1 ", "CSeq: " + sequence + " ")
                .replace("z9hG4bK", "z9hG4bK" + sequence);
    }

    /** Registers, signed. */
    private String registered(String contact, String extra) throws IOException {
        pbx.send(register(contact, signer.header("REGISTER", URI) + extra));
        return pbx.receive();
    }

    private List<String> places() {
        return endpoint.trunks().getFirst().places().stream().map(Binding::contact).toList();
    }

    private static List<String> headers(String message, String name) {
        return message.lines()
                .filter(line -> line.startsWith(name + ":"))
                .flatMap(line -> Stream.of(line.substring(name.length() + 1).split(",(?=<)")))
                .map(String::strip)
                .toList();
    }

    @Test
    void aContactComesBackLetterForLetterWithTheTimeThatIsLeft() throws IOException {
        String ok = registered(CONTACT + ";+sip.instance=\"<urn:uuid:0>\";q=0.7;expires=600", "");
        assertTrue(ok.startsWith("SIP/2.0 200 OK\r\n"), ok);
        assertEquals(List.of(CONTACT + ";+sip.instance=\"<urn:uuid:0>\";q=0.7;expires=600"),
                headers(ok, "Contact"));
        assertTrue(RawPeer.header(ok, "Date").matches("\\w{3}, \\d\\d \\w{3} \\d{4} [0-9:]{8} GMT"),
                ok);
        assertEquals(List.of(CONTACT.substring(1, CONTACT.length() - 1)), places());
        assertTrue(endpoint.trunks().getFirst().isRegistered());
    }

    @Test
    void severalPlacesAreListedAndAskedForWithoutAContact() throws IOException {
        registered("<sip:a@127.0.0.1>;expires=100, <sip:b@127.0.0.1>;q=0.1", "Expires: 9999\r\n");
        var contacts = headers(registered("", ""), "Contact");
        assertEquals(
                List.of("<sip:a@127.0.0.1>;expires=100",
                        "<sip:b@127.0.0.1>;q=0.1;expires=3600"),
                contacts);
    }

    @ParameterizedTest
    @CsvSource({"<sip:a@127.0.0.1>;expires=59,''", "<sip:a@127.0.0.1>,Expires: 1"})
    void tooBriefIsToldSo(String contact, String extra) throws IOException {
        String brief = registered(contact, extra.isEmpty() ? "" : extra + "\r\n");
        assertTrue(brief.startsWith("SIP/2.0 423 "), brief);
        assertEquals("60", RawPeer.header(brief, "Min-Expires"));
        assertEquals(List.of(), places());
    }

    @Test
    void zeroTakesAPlaceAwayAndAStarAll() throws IOException {
        registered("<sip:a@127.0.0.1>, <sip:b@127.0.0.1>, <sip:c@127.0.0.1>", "");
        registered("<sip:b@127.0.0.1>;expires=0", "");
        assertEquals(List.of("sip:c@127.0.0.1", "sip:a@127.0.0.1"), places());
        assertTrue(registered("*", "Expires: 60\r\n").startsWith("SIP/2.0 400 "));
        assertTrue(registered("*", "").startsWith("SIP/2.0 400 "));
        assertEquals(2, places().size());
        assertTrue(registered("*", "Expires: 0\r\n").startsWith("SIP/2.0 200 "));
        assertEquals(List.of(), places());
    }

    @Test
    void aRequestThatWasOvertakenChangesNothing() throws IOException {
        registered("<sip:a@127.0.0.1>", "");
        sequence -= 2;
        // The branch is another, so that it is no repetition.
        pbx.send(register("<sip:a@127.0.0.1>;expires=0", signer.header("REGISTER", URI))
                .replace("z9hG4bK", "z9hG4bKlate"));
        assertTrue(pbx.receive().startsWith("SIP/2.0 500 "));
        assertEquals(1, places().size());
    }

    @Test
    void aRepetitionGetsTheSameAnswerAndIsNoReplay() throws IOException {
        String request = register(CONTACT, signer.header("REGISTER", URI));
        pbx.send(request);
        String ok = pbx.receive("SIP/2.0 200");
        pbx.send(request);
        assertEquals(ok, pbx.receive());
        assertEquals(0, Lab.count(endpoint, SipMeter.PROOFS_REFUSED));
    }

    @Test
    void nobodyRegistersForSomebodyElse() throws IOException {
        pbx.send(register(CONTACT, signer.header("REGISTER", URI))
                .replace("To: <sip:agent@", "To: <sip:boss@"));
        assertTrue(pbx.receive().startsWith("SIP/2.0 403 "));
        assertEquals(List.of(), places());
    }

    @Test
    void thePathIsKeptAndComesBack() throws IOException {
        String ok = registered(CONTACT,
                "Supported: path\r\nRequire: path\r\nPath: <sip:p1.example;lr>, <sip:p2.example;lr;ob>\r\n");
        assertEquals(List.of("<sip:p1.example;lr>", "<sip:p2.example;lr;ob>"), headers(ok, "Path"));
        assertEquals("path", RawPeer.header(ok, "Supported"));
        assertEquals(List.of("<sip:p1.example;lr>", "<sip:p2.example;lr;ob>"),
                endpoint.trunks().getFirst().places().getFirst().path());
        assertTrue(registered(CONTACT, "Require: outbound\r\n").startsWith("SIP/2.0 420 "));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.1,false", "10.0.0.9,127.0.0.1,true", "127.0.0.1,10.0.0.9,true",
            "127.0.0.1,203.0.113.5,false", "pbx.example.com,pbx.example.com,false"})
    void whoDoesNotKnowItsAddressIsBehindANat(String via, String contact, boolean nat)
            throws IOException {
        pbx.send(register("<sip:s@" + contact + ">", signer.header("REGISTER", URI))
                .replace("UDP 127.0.0.1", "UDP " + via));
        pbx.receive("SIP/2.0 200");
        var arrival = endpoint.trunks().getFirst().places().getFirst().arrival();
        assertEquals(nat, arrival.isBehindNat());
        assertEquals(pbx.port(), arrival.source().getPort());
    }

    private String called(String target) throws IOException {
        endpoint.call(CallTarget.of(target, "600"), Lab.offer(4000), new Heard());
        return pbx.receive("INVITE");
    }

    @Test
    void aTrunkIsCalledAtItsContactLetterForLetter() throws IOException {
        String line = "127.0.0.1:" + pbx.port() + ";line=abcXYZ;x-ast-orig-host=10.0.0.1:5060";
        registered("<sip:s@" + line + ">", "");
        String itself = called("sip:agent@pbx");
        assertTrue(itself.startsWith("INVITE sip:s@" + line + " SIP/2.0\r\n"), itself);
        String another = called("sip:200@PBX");
        assertTrue(another.startsWith("INVITE sip:200@" + line + " SIP/2.0\r\n"), another);
        assertEquals("<sip:200@127.0.0.1>", RawPeer.header(another, "To"));
        assertTrue(!another.contains("Route:"), another);
    }

    @Test
    void aTrunkBehindANatIsCalledWhereItsRequestCameFrom() throws IOException {
        registered("<sip:s@10.0.0.9:5060;line=x>", "");
        String invite = called("sip:agent@pbx");
        assertTrue(invite.startsWith("INVITE sip:s@10.0.0.9:5060;line=x SIP/2.0\r\n"), invite);
    }

    /** RFC 3261, section 26.2.2. */
    @Test
    void aTrunkThatWantsTlsIsNotCalledByTheHoleItMadeWithout() throws Exception {
        registered("<sips:s@10.0.0.9:5061>", "");
        var alice = new Heard();
        endpoint.call(CallTarget.of("sip:agent@pbx", "600"), Lab.offer(4000), alice);
        var end = alice.end();
        assertEquals(SipEnd.Cause.UNREACHABLE, end.cause());
        assertTrue(end.reason().contains("no SIP over tls"), end.reason());
    }

    @Test
    void aTrunkIsCalledThroughWhoeverStandsInThePath() throws IOException {
        registered("<sip:s@192.0.2.77?Subject=no>", "Path: <sip:127.0.0.1:" + pbx.port()
                + ";lr>, <sip:p2.example;lr>\r\n");
        String invite = called("sip:agent@pbx");
        assertTrue(invite.startsWith("INVITE sip:s@192.0.2.77 SIP/2.0\r\n"), invite);
        assertEquals(List.of("<sip:127.0.0.1:" + pbx.port() + ";lr>", "<sip:p2.example;lr>"),
                headers(invite, "Route"));
    }

    @Test
    void aTrunkThatIsNotThereIsNotCalled() throws Exception {
        var alice = new Heard();
        endpoint.call(CallTarget.of("sip:200@pbx", "600"), Lab.offer(4000), alice);
        var end = alice.end();
        assertEquals(SipEnd.Cause.UNREACHABLE, end.cause());
        assertTrue(end.reason().contains("pbx is not registered"), end.reason());
    }

    @Test
    void aPlaceIsLostWhenItsTimeIsOver() throws Exception {
        restart(60, "agent");
        registered("<sip:a@127.0.0.1>;expires=60", "");
        assertEquals(1, places().size());
        // A second later by the clock of the wall; a question takes us there without sleeping.
        for (int i = 0; i < 100 && endpoint.trunks().getFirst().isRegistered(); i++) {
            pbx.receiveWithin(50);
        }
        assertEquals(List.of(), places());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<tel:+4930>", "<mailto:a@b>"})
    void aPlaceThatCannotBeCalledIsNone(String contact) throws IOException {
        assertTrue(registered(contact, "").startsWith("SIP/2.0 400 "));
    }

    /** The registrations of RFC 4475, each by the user whose address of record it names. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "regaut01 | j.user  | ''",
            "regescrt | user    | <sip:user@example.com?Route=%3Csip:sip.example.com%3E>;expires=3600",
            "cparam01 | watson  | <sip:+19725552222@gw1.example.net>;unknownparam;expires=3600",
            "cparam02 | watson  | <sip:+19725552222@gw1.example.net;unknownparam>;expires=3600"
    })
    void aStrangeRegistrationIsAskedForAProofAndTaken(String name, String user, String contact)
            throws IOException {
        restart(1, user);
        var message = TortureMessage.of(name).over(Transport.UDP);
        pbx.send(message.bytes());
        pbx.receive("SIP/2.0 401");
        String text = new String(message.bytes(), StandardCharsets.UTF_8);
        String uri = text.substring(text.indexOf(' ') + 1, text.indexOf(" SIP/2.0"));
        pbx.send(text.replaceFirst("\r\n",
                "\r\n" + signer.header("REGISTER", uri).replace("$", "\\$")));
        String ok = pbx.receive("SIP/2.0 200");
        assertTrue(String.join(",", headers(ok, "Contact")).equals(contact), ok);
    }

    /** Brackets are missing, so whose headers follow the question mark cannot be told; the rest is no SIP. */
    @ParameterizedTest
    @CsvSource({"regbadct,400", "unksm2,401"})
    void aBrokenRegistrationIsRefusedBeforeOrAfterTheProof(String name, int status)
            throws IOException {
        pbx.send(TortureMessage.of(name).over(Transport.UDP).bytes());
        String answer = pbx.receive();
        assertTrue(answer.startsWith("SIP/2.0 " + status + " "), answer);
        assertEquals(List.of(), places());
    }
}
