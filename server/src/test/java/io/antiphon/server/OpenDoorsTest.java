package io.antiphon.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.trunk.Admission;
import io.antiphon.sip.trunk.Network;
import io.antiphon.sip.trunk.Strangers;
import io.antiphon.sip.trunk.Trunk;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever lets everybody in is told so, unless nobody from elsewhere can come. */
class OpenDoorsTest {

    @ParameterizedTest
    @CsvSource({"udp:0.0.0.0:5060,1", "tcp:192.0.2.1:5060,1", "tls:[::]:5061,1",
            "udp:127.0.0.1:5060,0", "udp:[::1]:5060,0"})
    void anAddressForEverybodyIsWarnedOf(String address, int warnings) {
        var listening = List.of(ListenAddress.parse(address));
        assertEquals(warnings, VoiceServer.openDoors(listening, Admission.USUAL).size());
    }

    @Test
    void withATrunkThereIsNothingToSay() {
        var trunk = new Trunk("pbx", List.of(Network.parse("192.0.2.1")), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of());
        assertEquals(List.of(),
                VoiceServer.openDoors(List.of(ListenAddress.parse("udp:0.0.0.0:5060")),
                        new Admission(List.of(trunk), Strangers.SILENT, 200)));
    }
}
