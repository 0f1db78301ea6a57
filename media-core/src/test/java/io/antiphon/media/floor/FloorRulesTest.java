package io.antiphon.media.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.media.floor.Floor.Agent;
import io.antiphon.media.floor.Floor.Caller;
import io.antiphon.media.floor.Floor.Ducked;
import io.antiphon.media.floor.Floor.Held;
import io.antiphon.media.floor.Floor.Loud;
import io.antiphon.media.floor.Floor.Open;
import io.antiphon.media.floor.Floor.Overlap;
import io.antiphon.media.floor.Floor.Pausing;
import io.antiphon.media.floor.FloorEvent.AgentEnds;
import io.antiphon.media.floor.FloorEvent.AgentStarts;
import io.antiphon.media.floor.FloorEvent.Digit;
import io.antiphon.media.floor.Step.Move;
import io.antiphon.media.floor.Step.Order;
import io.antiphon.media.floor.Step.Stay;
import io.antiphon.speech.UtteranceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FloorRulesTest {

    private static final UtteranceId ONE = new UtteranceId(1);
    private static final UtteranceId TWO = new UtteranceId(2);
    private static final Overlap OVERLAP = new Overlap(ONE, Interruption.ANY, 0, false);
    private static final Overlap PAUSED = new Overlap(ONE, Interruption.ANY, 0, true);

    private static final List<Floor> FLOORS = List.of(new Open(), new Caller(0), new Pausing(0),
            new Agent(ONE, Interruption.ANY),
            new Loud(OVERLAP), new Ducked(OVERLAP), new Held(OVERLAP));

    private final FloorRules rules = new FloorRules(FloorPolicy.DEFAULT);

    /** For each floor, in the order of {@link #FLOORS}, what the event leads to. */
    private void leads(FloorEvent event, String... expected) {
        var actual = new ArrayList<String>();
        for (var floor : FLOORS) {
            actual.add(switch (rules.next(floor, event)) {
                case Stay _ -> "stay";
                case Move(var to, var orders) ->
                    to.getClass().getSimpleName() + (orders.isEmpty() ? "" : " " + orders);
            });
        }
        assertEquals(List.of(expected), actual);
    }

    @Test
    void voice() {
        leads(heard(100, 0), "Caller [SPEECH_STARTS]", "stay", "Caller [SPEECH_GOES_ON]",
                "Ducked [SPEECH_STARTS, DUCK]", "Ducked [DUCK]", "stay", "stay");
    }

    @Test
    void voiceThatGoesOnFor250Ms() {
        leads(heard(260, 0), "Caller [SPEECH_STARTS]", "stay", "Caller [SPEECH_GOES_ON]",
                "Ducked [SPEECH_STARTS, DUCK]", "Ducked [DUCK]", "Held [HOLD]", "stay");
    }

    @Test
    void voiceThatGoesOnFor700Ms() {
        leads(heard(700, 0), "Caller [SPEECH_STARTS]", "stay", "Caller [SPEECH_GOES_ON]",
                "Ducked [SPEECH_STARTS, DUCK]", "Ducked [DUCK]", "Caller [CUT]", "Caller [CUT]");
    }

    @Test
    void aMomentOfHush() {
        leads(heard(200, 20), "stay", "stay", "stay", "stay", "stay", "stay", "stay");
    }

    @Test
    void aPause() {
        leads(heard(200, 60), "stay", "Pausing [SPEECH_PAUSES]", "stay", "stay",
                "Loud [SPEECH_PAUSES]", "Ducked [SPEECH_PAUSES]", "Held [SPEECH_PAUSES]");
    }

    @Test
    void agentStarts() {
        leads(new AgentStarts(TWO, Interruption.ANY), "Agent", "Held [HOLD]", "Held [HOLD]",
                "Agent", "Loud", "Ducked", "Held");
    }

    @Test
    void agentWhomNothingMayInterruptStarts() {
        leads(new AgentStarts(TWO, Interruption.NONE), "Agent", "Loud", "Loud", "Agent", "Loud",
                "Ducked", "Held");
    }

    @Test
    void agentEnds() {
        leads(new AgentEnds(ONE), "stay", "stay", "stay", "Open", "Caller", "Caller", "Caller");
    }

    @Test
    void anEarlierUtteranceEnds() {
        leads(new AgentEnds(new UtteranceId(0)), "stay", "stay", "stay", "stay", "stay", "stay",
                "stay");
    }

    @Test
    void digit() {
        leads(new Digit('1'), "stay", "stay", "stay", "Open [CUT]", "Caller [CUT]", "Caller [CUT]",
                "Caller [CUT]");
    }

    @Test
    void longHushWithNothingKnown() {
        var hush = heard(200, 1_500);
        assertEquals(new Move(new Open(), List.of(Order.TURN_OVER)),
                rules.next(new Pausing(0), hush));
        assertEquals(new Move(new Agent(ONE, Interruption.ANY), List.of(Order.BACKCHANNEL)),
                rules.next(new Loud(PAUSED), hush));
        assertEquals(new Move(new Loud(PAUSED), List.of(Order.RESUME)),
                rules.next(new Ducked(PAUSED), hush));
        assertEquals(new Move(new Loud(PAUSED), List.of(Order.RESUME)),
                rules.next(new Held(PAUSED), hush));
    }

    @Test
    void nothingChangesInQuietStates() {
        for (var floor : List.of(new Open(), new Agent(ONE, Interruption.ANY))) {
            assertSame(Stay.STAY, rules.next(floor, heard(0, 5_000)));
        }
        assertSame(Stay.STAY, rules.next(new Caller(0), heard(60_000, 0)));
    }

    @Test
    void policyThatContradictsItselfIsRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> new FloorPolicy.Voicing(0.3, 0.5, 2, -60));
        assertThrows(IllegalArgumentException.class,
                () -> new FloorPolicy.BargeIn(ms(300), ms(200), ms(1), ms(2), ms(3), ms(4)));
        assertThrows(IllegalArgumentException.class, () -> new FloorPolicy.TurnEnd(ms(60), ms(300),
                ms(200), ms(400), ms(500), ms(600), ms(700)));
        assertThrows(IllegalArgumentException.class,
                () -> new FloorPolicy.BySound(0.7, ms(200), ms(100), 0.7, 0.9));
        assertThrows(IllegalArgumentException.class,
                () -> new FloorPolicy.BySound(0.7, ms(100), ms(200), 0.95, 0.9));
        assertThrows(IllegalArgumentException.class,
                () -> new Evidence(0, 1, false, false, Double.NaN, false));
    }

    @Test
    void ordersAreNeverOutOfPlace() {
        for (long seed = 0; seed < 300; seed++) {
            new RandomCall(seed).play();
        }
    }

    private static Duration ms(long ms) {
        return Duration.ofMillis(ms);
    }

    /** A caller who spoke for so long from position 0, and has been silent for so long. */
    private static Heard heard(long voicedMs, long hushMs) {
        var heard = new Heard(FloorPolicy.DEFAULT.voicing());
        long position = 0;
        for (long at = 0; at < voicedMs + hushMs; at += 20) {
            heard.frame(position, 0, at < voicedMs ? 0.9f : 0.1f, -20, Evidence.NONE);
            position += 320;
        }
        return heard;
    }

    /** Anything may happen at any time; what is ordered must make sense to those who obey. */
    private static final class RandomCall {

        private static final Set<Order> SPEECH_ENDS = EnumSet.of(Order.TURN_OVER, Order.BACKCHANNEL,
                Order.FALSE_START);

        private final long seed;
        private final Random random;
        private final Play play = new Play();
        private boolean speech;
        private boolean paused;
        private boolean agent;
        private int seen;

        RandomCall(long seed) {
            this.seed = seed;
            random = new Random(seed);
        }

        void play() {
            float likelihood = 0;
            for (int frame = 0; frame < 3_000; frame++) {
                if (random.nextInt(15) == 0) {
                    likelihood = random.nextFloat();
                }
                play.frame(likelihood);
                check();
                switch (random.nextInt(60)) {
                    case 0 -> {
                        agent = true;
                        var all = Interruption.values();
                        play.agentStarts(all[random.nextInt(all.length)]);
                    }
                    case 1 -> {
                        play.agentEnds();
                        agent = false;
                    }
                    case 2 -> play.happens(new Digit('1'));
                    case 6 -> play.sounds(random.nextDouble());
                    case 7 ->
                        play.kind(random.nextDouble(), random.nextDouble(), random.nextDouble());
                    case 3, 4, 5 -> play.evidence(new Evidence(
                            play.position() - random.nextInt(20) * 320L, random.nextInt(4),
                            random.nextBoolean(), random.nextInt(5) == 0, random.nextDouble(),
                            random.nextBoolean()));
                    default -> {
                    }
                }
                check();
            }
        }

        private void check() {
            for (var entry : play.log().subList(seen, play.log().size())) {
                entry.orders().forEach(this::check);
            }
            seen = play.log().size();
            boolean speechIsOpen = !(play.floor() instanceof Open || play.floor() instanceof Agent);
            assertEquals(speech, speechIsOpen, this::toString);
        }

        private void check(Order order) {
            if (order == Order.SPEECH_STARTS) {
                assertTrue(!speech, this::toString);
                speech = true;
                paused = false;
            } else if (order == Order.SPEECH_PAUSES) {
                assertTrue(speech && !paused, this::toString);
                paused = true;
            } else if (order == Order.SPEECH_GOES_ON) {
                assertTrue(speech && paused, this::toString);
                paused = false;
            } else if (SPEECH_ENDS.contains(order)) {
                assertTrue(speech && paused, this::toString);
                speech = false;
            } else {
                assertTrue(agent, this::toString);
                agent = order != Order.CUT;
            }
        }

        @Override
        public String toString() {
            return "seed " + seed + " at " + play.ms() + ": " + play.orders();
        }
    }
}
