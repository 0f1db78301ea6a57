package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.sip.trunk.Admission;
import io.antiphon.sip.trunk.Network;
import io.antiphon.sip.trunk.Strangers;
import io.antiphon.sip.trunk.Trunk;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a trunk may name as the caller, where everybody else may. */
class TrustIT {

    private static final String ASSERTED = "P-Asserted-Identity: \"Ann\" <sip:4711@pbx>\r\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"'',4711,P_ASSERTED_IDENTITY", "true,4711,P_ASSERTED_IDENTITY",
            "false,caller,FROM"})
    void whatATrunkAssertsCountsIfItsOwnSettingSaysSo(String own, String number, String by)
            throws Exception {
        var trunk = new Trunk("pbx", List.of(Network.parse("127.0.0.1")), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of(),
                Optional.of(own).filter(word -> !word.isEmpty()).map(Boolean::valueOf));
        var server = TestServer.start(folder,
                new Admission(List.of(trunk), Strangers.SILENT, 200));
        try (server; var caller = new SipCaller(server.address("udp")).saying(ASSERTED)) {
            var _ = caller.call("600", 40_000);
            caller.hangUp();
        }
        var begin = server.events("call.begin").getFirst();
        assertEquals(number, begin.path("from").asText());
        assertEquals(by, begin.path("fromBy").asText());
    }
}
