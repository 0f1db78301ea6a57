package io.antiphon.dialogue.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.Noon;
import io.antiphon.dialogue.campaign.BargeIn;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Script;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecisionEngineTest {

    private static final CampaignTemplate FRONT_DESK = accepted(Agents.find("front-desk"));
    private static final List<String> SAYINGS = List.of("hello", "what are your opening hours",
            "i would like to make an appointment", "tuesday at ten o'clock",
            "my name is anna miller",
            "yes", "no", "no on wednesday", "uh-huh", "um", "", "can i leave a message",
            "i have to cancel my appointment", "move my appointment", "the time", "how are you",
            "oh three zero one two three four", "can i speak to somebody", "say that again",
            "the day", "the name", "it is about an appointment", "purple elephants", "thank you",
            "the day after tomorrow");

    private static final List<String> BOOKING = List
            .of("i would like to make an appointment for tuesday at ten", "anna miller", "no");

    private final DecisionEngine engine = new DecisionEngine(FRONT_DESK);

    @Test
    void theSameStateAndInputAlwaysGiveTheSameDecision() {
        var other = new DecisionEngine(FRONT_DESK);
        walk(100, (state, input) -> {
            var decision = engine.decide(state, input, Noon.NOW);
            assertEquals(decision, engine.decide(state, input, Noon.NOW));
            assertEquals(decision, other.decide(state, input, Noon.NOW));
        });
    }

    @Test
    void theAgentNeverFallsSilentWithoutReasonAndNeverSpeaksAPlaceholder() {
        walk(100, (state, input) -> {
            var decision = engine.decide(state, input, Noon.NOW);
            var lines = decision.plan().lines();
            boolean mayListen = decision.trace().rule().startsWith("digit ")
                    || decision.trace().rule().equals("acknowledgement");
            assertTrue(!lines.isEmpty() || mayListen, () -> input + " " + decision);
            lines.forEach(line -> assertEquals(List.of(), Script.placeholders(line)));
            assertEquals(decision.plan().ending().isPresent(), decision.state().over());
        });
    }

    @Test
    void everyStageOfTheFrontDeskIsReached() {
        var seen = new ArrayList<String>();
        walk(400,
                (state, input) -> seen.add(engine.decide(state, input, Noon.NOW).state().stage()));
        var waiting = FRONT_DESK.stages()
                .stream()
                .filter(stage -> stage.on().then().isEmpty())
                .map(stage -> stage.id())
                .filter(id -> !seen.contains(id))
                .toList();
        assertEquals(List.of(), waiting);
    }

    @Test
    void aTransferNamesItsTarget() {
        var small = new DecisionEngine(accepted(TemplateReader.read("t.yaml",
                """
                        name: tiny
                        opening: ask
                        home: ask
                        unclear: { retries: 0, say: Sorry., go: desk }
                        silence: { retries: 0, say: Hello., go: desk }
                        stages:
                          - { id: ask, ask: What is it, interruptible: none }
                          - { id: desk, say: One moment., end: "transfer sip:desk@example.org", on: { failed: sorry } }
                          - { id: sorry, say: Nobody is there., then: ask }
                        """)));
        var opened = small.decide(small.beginning(), new Input.Opening(), Noon.NOW);
        assertEquals(List.of("What is it"), opened.plan().lines());
        assertTrue(opened.plan().bargeIn() == BargeIn.NONE);
        var plan = small.decide(opened.state(), new Input.Said("hm what"), Noon.NOW).plan();
        assertEquals(Optional.of(new Ending.Transfer("sip:desk@example.org", List.of())),
                plan.ending());
        var over = small.decide(opened.state(), new Input.Said("hm what"), Noon.NOW).state();
        var stillHere = small.decide(over, new Input.NotTransferred(), Noon.NOW);
        assertEquals(List.of("Nobody is there.", "What is it"), stillHere.plan().lines());
        assertTrue(!stillHere.state().over());
    }

    @Test
    void whoeverTakesTheCallerIsToldWhatIsKnown() {
        var small = new DecisionEngine(accepted(TemplateReader.read("t.yaml",
                """
                        name: tiny
                        opening: ask
                        home: ask
                        fields: { day: { type: day }, account: { type: digits } }
                        unclear: { retries: 0, say: Sorry., go: ask }
                        silence: { retries: 0, say: Hello., go: ask }
                        stages:
                          - { id: ask, ask: Which day, collects: [day], on: { filled: desk } }
                          - id: desk
                            say: One moment.
                            end: "transfer sip:desk@example.org"
                            announce: ["It is about {day}.", "Account {account}.", Please take it.]
                        """)));
        var opened = small.decide(small.beginning(), new Input.Opening(), Noon.NOW);
        var plan = small.decide(opened.state(), new Input.Said("on monday"), Noon.NOW).plan();
        assertEquals(Optional.of(new Ending.Transfer("sip:desk@example.org",
                List.of("It is about Monday.", "Please take it."))), plan.ending());
    }

    /** Something to check at each step of many random calls. */
    private interface Step {
        void take(DialogueState state, Input input);
    }

    private void walk(int calls, Step step) {
        var random = new Random(20_260_727);
        for (int call = 0; call < calls; call++) {
            var state = engine.decide(engine.beginning(), new Input.Opening(), Noon.NOW).state();
            for (var said : call % 2 == 0 ? BOOKING : List.<String>of()) {
                state = engine.decide(state, new Input.Said(said), Noon.NOW).state();
            }
            for (int turn = 0; turn < 25 && !state.over(); turn++) {
                var input = input(random);
                step.take(state, input);
                state = engine.decide(state, input, Noon.NOW).state();
            }
        }
    }

    private static Input input(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> new Input.Silence();
            case 1, 2 -> new Input.Pressed("0123456789*#".charAt(random.nextInt(12)));
            default -> new Input.Said(SAYINGS.get(random.nextInt(SAYINGS.size())));
        };
    }

    private static CampaignTemplate accepted(TemplateReading reading) {
        return switch (reading) {
            case TemplateReading.Accepted(var template) -> template;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }
}
