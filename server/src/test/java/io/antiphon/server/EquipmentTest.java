package io.antiphon.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EquipmentTest {

    /** No more than a lane takes, unless the configuration wants more, which is then refused with a word. */
    @ParameterizedTest
    @CsvSource({"1,2", "20,40", "500,1000", "600,1000", "1000,1000", "1001,1001"})
    void whoeverIsConsultedHasASeatAsFarAsThereIsRoom(int mostCalls, int seats) {
        assertEquals(seats, Equipment.seats(mostCalls));
    }
}
