package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys by INFO, over real sockets. */
class InfoTest {

    private final Heard heard = new Heard();
    private final Lab.Callers callers = new Lab.Callers(heard);
    private SipEndpoint endpoint;
    private RawPeer peer;
    private RawCall call;

    @BeforeEach
    void call() throws Exception {
        endpoint = Lab.start(callers);
        peer = new RawPeer(Lab.port(endpoint, Transport.UDP));
        call = new RawCall(peer, endpoint, callers, "keys", "");
        heard.session("established");
    }

    @AfterEach
    void stop() {
        peer.close();
        endpoint.close();
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    @ParameterizedTest
    @CsvSource({"application/dtmf-relay, 'Signal=5\r\nDuration=160\r\n', 5",
            "application/dtmf-relay, 'Signal= *\r\nDuration= 250', *",
            "application/dtmf-relay, 'Duration=100\nsignal=11\n', #", "Application/DTMF, 9, 9",
            "application/dtmf, '10\r\n', *", "application/dtmf, d, D"})
    void keyIsHeard(String type, String body, char key) throws Exception {
        call.send("INFO", "Content-Type: " + type + "\r\n", body);
        peer.receive("SIP/2.0 200");
        assertEquals(new Heard.Digit(key), heard.next());
    }

    @ParameterizedTest
    @CsvSource({"application/dtmf-relay, 'Signal=17\r\n'", "application/dtmf-relay, 'Duration=17'",
            "application/dtmf, hello", "application/media_control+xml, <vfu/>"})
    void whatIsNoKeyIsRefusedAndHeardByNobody(String type, String body) throws Exception {
        call.send("INFO", "Content-Type: " + type + "\r\n", body);
        assertTrue(peer.receive("SIP/2.0 415").contains("Accept: application/dtmf-relay"));
        assertTrue(heard.isSilent());
        assertEquals(1, endpoint.liveCalls());
    }

    @Test
    void emptyOneAsksWhetherTheCallIsThere() throws Exception {
        call.send("INFO", "", "");
        peer.receive("SIP/2.0 200");
        peer.send(peer.request("INFO", "sip:bob@127.0.0.1", "nowhere", "", ""));
        peer.receive("SIP/2.0 481");
        assertTrue(heard.isSilent());
    }
}
