package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.rule.Condition;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/**
 * What conditions look at beside the state: the time of day at the business, and what the caller's last words meant
 * and sounded like.
 *
 * @param mood as templates write it
 */
record Moment(CampaignTemplate template, LocalDateTime now, Optional<String> intent,
        Optional<String> mood) {

    boolean holds(Condition condition, DialogueState state) {
        return switch (condition) {
            case Condition.Known(var field, var known) -> state.known(field).isPresent() == known;
            case Condition.Is(var field, var values) -> state.known(field)
                    .filter(value -> values.stream()
                            .anyMatch(each -> each.equalsIgnoreCase(value.value())))
                    .isPresent();
            case Condition.Within within -> state.known(within.field())
                    .flatMap(value -> number(value.value()))
                    .filter(value -> isWithin(value, within))
                    .isPresent();
            case Condition.Meant(var intents) -> intent.filter(intents::contains).isPresent();
            case Condition.Feels(var moods) -> mood.filter(moods::contains).isPresent();
            case Condition.Attempts(var atLeast) -> state.attempts() >= atLeast;
            case Condition.Visited(var stage, var times) ->
                state.progress().visits().getOrDefault(stage, 0) >= times;
            case Condition.Unsure(var tool) -> state.progress().unsure().contains(tool);
            case Condition.Clock(var from, var to) -> isBetween(now.toLocalTime(), from, to);
            case Condition.On(var days) -> days.contains(now.getDayOfWeek());
            case Condition.Open(var open) -> template.business().isOpen(now) == open;
            case Condition.All(var all) -> all.stream().allMatch(each -> holds(each, state));
            case Condition.Any(var any) -> any.stream().anyMatch(each -> holds(each, state));
            case Condition.Not(var not) -> !holds(not, state);
        };
    }

    private static boolean isWithin(BigDecimal value, Condition.Within within) {
        return within.least().map(least -> value.compareTo(least) >= 0).orElse(true)
                && within.most().map(most -> value.compareTo(most) <= 0).orElse(true);
    }

    private static boolean isBetween(LocalTime time, LocalTime from, LocalTime to) {
        boolean after = !time.isBefore(from);
        boolean before = time.isBefore(to);
        return from.isBefore(to) ? after && before : after || before;
    }

    /** Money is a number, too: the currency stands behind it. */
    private static Optional<BigDecimal> number(String value) {
        try {
            return Optional.of(new BigDecimal(value.replaceAll(" [A-Z]{3}$", "")));
        } catch (NumberFormatException e) {
            // A name or a day, which is not between any two numbers.
            return Optional.empty();
        }
    }
}
