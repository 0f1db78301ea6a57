package io.antiphon.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {

    private static final Egress DENIED = Egress.denied(Set.of("Crm.Example"));

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:11434", "http://localhost/v1", "http://[::1]:8080/",
            "https://crm.example/api", "https://CRM.example/api"})
    void thisMachineAndTheExceptionsMayBeConnectedTo(String address) {
        assertEquals(Optional.empty(), DENIED.refusal(URI.create(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1/", "http://[2001:db8::1]/", "http://10.0.0.5:8000",
            "http://crm.example.attacker.invalid/", "http://127.0.0.1.attacker.invalid/"})
    void nothingElseMay(String address) {
        assertTrue(DENIED.refusal(URI.create(address)).isPresent());
    }

    @Test
    void whereItIsOpenEverythingMay() {
        assertEquals(Optional.empty(), Egress.OPEN.refusal(URI.create("https://192.0.2.1/")));
    }

    @Test
    void anAddressWithoutHostIsNone() {
        assertTrue(Egress.OPEN.refusal(URI.create("file:///etc/passwd")).isPresent());
    }
}
