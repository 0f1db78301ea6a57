package io.antiphon.dialogue.llm.local.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.llm.local.ShippedModel;
import io.antiphon.dialogue.llm.local.engine.Ending;
import io.antiphon.dialogue.llm.local.engine.ModelFault;
import io.antiphon.dialogue.llm.local.engine.ModelFolder;
import io.antiphon.dialogue.llm.local.engine.TextEngine;
import io.antiphon.dialogue.llm.local.loop.Network.Past;
import io.antiphon.dialogue.llm.local.onnx.OnnxNetwork;
import io.antiphon.fault.EngineFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the loop does with the memory that a network lends it. */
@Timeout(120)
class TokenEngineTest {

    /** Conversations that are remembered. */
    private static final int MOST_REMEMBERED = 4;

    private int open;
    private int steps;
    private int failsAtStep = Integer.MAX_VALUE;
    private final StringBuilder said = new StringBuilder();
    private final TextEngine engine;

    TokenEngineTest() throws ModelFault {
        engine = TokenEngine.open("onnx", ModelFolder.open(ShippedModel.folder()),
                (folder, vocabulary) -> new Counted(OnnxNetwork.load(folder, vocabulary)),
                ShippedModel.CLOCK);
    }

    @Test
    void everyPastIsGivenBackButThoseThatAreRemembered() {
        ShippedModel.recorded().forEach(recorded -> {
            answer(recorded, Integer.MAX_VALUE);
            assertTrue(open <= MOST_REMEMBERED, open + " are open");
        });
        assertTrue(steps > 100, steps + " steps");
        engine.close();
        assertEquals(0, open);
    }

    @Test
    void cancelledAnswerGivesBackToo() {
        ShippedModel.recorded().forEach(recorded -> answer(recorded, 2));
        assertTrue(open <= MOST_REMEMBERED, open + " are open");
        engine.close();
        assertEquals(0, open);
    }

    @Test
    void failureInTheMiddleIsToldAndTheNextAnswerComes() {
        var recorded = ShippedModel.recorded().findFirst().orElseThrow();
        failsAtStep = 5;
        var failed = assertInstanceOf(Ending.Failed.class, answer(recorded, Integer.MAX_VALUE));
        assertEquals(Kind.BROKEN, failed.failure().kind());
        assertEquals("a step failed", failed.failure().detail());
        failsAtStep = Integer.MAX_VALUE;
        assertInstanceOf(Ending.Complete.class, answer(recorded, Integer.MAX_VALUE));
        assertEquals(recorded.answer(), said.toString());
        engine.close();
        assertEquals(0, open);
    }

    private Ending answer(ShippedModel.Recorded recorded, int pieces) {
        said.setLength(0);
        return engine.generate(ShippedModel.greedy(recorded.messages()),
                new TextEngine.Listener() {
                    private int heard;

                    @Override
                    public void hear(String text) {
                        heard++;
                        said.append(text);
                    }

                    @Override
                    public boolean wantsMore() {
                        return heard < pieces;
                    }
                });
    }

    /** A network whose pasts are counted, and that can fail. */
    private final class Counted implements Network {

        private final Network network;

        Counted(Network network) {
            this.network = network;
        }

        @Override
        public Past nothing() {
            return new CountedPast(network.nothing());
        }

        @Override
        public void close() {
            assertEquals(0, open, "pasts are open when the network is closed");
            network.close();
        }
    }

    private final class CountedPast implements Past {

        private final Past past;

        CountedPast(Past past) {
            this.past = past;
            open++;
        }

        @Override
        public Network.Step read(int[] tokens) throws ModelFault {
            if (++steps == failsAtStep) {
                throw new ModelFault("a step failed");
            }
            var step = past.read(tokens);
            return new Network.Step(step.scores(), new CountedPast(step.past()));
        }

        @Override
        public Past beginning(int tokens) throws ModelFault {
            return new CountedPast(past.beginning(tokens));
        }

        @Override
        public void close() {
            open--;
            past.close();
        }
    }
}
