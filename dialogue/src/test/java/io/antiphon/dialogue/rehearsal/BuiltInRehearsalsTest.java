package io.antiphon.dialogue.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.rehearsal.Rehearsal.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every rehearsal of every agent that comes with the product. */
class BuiltInRehearsalsTest {

    static final List<String> AGENTS = Agents.BUILT_IN;

    static Stream<Arguments> rehearsals() {
        return AGENTS.stream().flatMap(agent -> {
            var template = template(agent);
            return rehearsals(agent).all()
                    .stream()
                    .map(each -> argumentSet(agent + ": " + each.name(), template, each));
        });
    }

    @ParameterizedTest
    @MethodSource("rehearsals")
    void goesAsWritten(CampaignTemplate template, Rehearsal rehearsal) {
        var done = Rehearser.rehearse(template, rehearsal);
        assertTrue(done.wentWell(), done::describe);
    }

    @ParameterizedTest
    @FieldSource("AGENTS")
    void everyStageIsPassedInSomeRehearsal(String agent) {
        var template = template(agent);
        var passed = new HashSet<String>();
        rehearsals(agent).all()
                .forEach(each -> passed.addAll(Rehearser.rehearse(template, each).stages()));
        var missing = template.stages()
                .stream()
                .map(Stage::id)
                .filter(stage -> !passed.contains(stage))
                .toList();
        assertEquals(List.of(), missing);
    }

    @ParameterizedTest
    @FieldSource("AGENTS")
    void nothingInATemplateIsInVain(String agent) {
        assertEquals(List.of(), Agents.inspect(agent).warnings());
    }

    @ParameterizedTest
    @FieldSource("AGENTS")
    void everyRehearsalLooksAtSomething(String agent) {
        for (var each : rehearsals(agent).all()) {
            long checks = each.steps()
                    .stream()
                    .map(Step::checks)
                    .mapToLong(all -> all.size())
                    .sum();
            assertTrue(checks >= 3, each::name);
        }
    }

    @ParameterizedTest
    @FieldSource("AGENTS")
    void nobodyCutsShortHowACallEnds(String agent) {
        Set<Stage> endings = new HashSet<>(template(agent).stages());
        endings.removeIf(stage -> stage.ending().filter(Ending.HangUp.class::isInstance).isEmpty());
        assertTrue(!endings.isEmpty());
        endings.forEach(stage -> assertEquals("none", stage.bargeIn().written(), stage.id()));
    }

    private static Rehearsals rehearsals(String agent) {
        return switch (Rehearsals.builtIn(agent)) {
            case RehearsalReading.Accepted(var rehearsals) -> {
                assertEquals(agent, rehearsals.template());
                yield rehearsals;
            }
            case RehearsalReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }

    private static CampaignTemplate template(String agent) {
        return switch (Agents.find(agent)) {
            case TemplateReading.Accepted(var template) -> template;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }
}
