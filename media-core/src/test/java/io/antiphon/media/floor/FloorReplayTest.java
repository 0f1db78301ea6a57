package io.antiphon.media.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FloorReplayTest {

    @Test
    void sameInputsGiveTheSameLog() {
        var inputs = inputs(42);
        var first = play(inputs);
        assertFalse(first.isEmpty());
        assertEquals(first, play(inputs));
    }

    @Test
    void everyMoveFollowsFromItsRecordAlone() {
        FloorRecord before = null;
        for (var entry : play(inputs(7))) {
            if (before != null) {
                assertEquals(before.to(), entry.from());
            }
            before = entry;
        }
    }

    private static List<FloorRecord> play(List<Consumer<Play>> inputs) {
        var play = new Play();
        inputs.forEach(input -> input.accept(play));
        return play.log();
    }

    private static List<Consumer<Play>> inputs(long seed) {
        var random = new Random(seed);
        var inputs = new ArrayList<Consumer<Play>>();
        for (int i = 0; i < 500; i++) {
            long ms = 20L * random.nextInt(40);
            float likelihood = random.nextFloat();
            int words = random.nextInt(3);
            double endOfTurn = random.nextDouble();
            float turnOver = random.nextFloat();
            inputs.add(play -> play.sounds(turnOver));
            inputs.add(play -> play.sound(ms, likelihood));
            switch (random.nextInt(4)) {
                case 0 -> inputs.add(Play::agentStarts);
                case 1 -> inputs.add(Play::agentEnds);
                default -> inputs.add(play -> play.words(words, false, endOfTurn));
            }
        }
        return inputs;
    }
}
