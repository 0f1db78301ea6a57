package io.antiphon.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorRulesBenchTest {

    /** Whoever retunes the floor learns here that the bench plays another scene now. */
    @Test
    void sceneIsAnInterruptionAndTheEndOfATurnEachTime() {
        var bench = new FloorRulesBench();
        var floors = new ArrayList<>(List.of("Open"));
        for (int i = 0; i < 2 * FloorRulesBench.SCENE; i++) {
            String floor = bench.scene().getClass().getSimpleName();
            if (!floor.equals(floors.getLast())) {
                floors.add(floor);
            }
        }
        var once = List.of("Agent", "Ducked", "Held", "Caller", "Pausing", "Open");
        var twice = new ArrayList<>(List.of("Open"));
        twice.addAll(once);
        twice.addAll(once);
        assertEquals(twice, floors);
    }
}
