package io.antiphon.dialogue.rehearsal;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.rehearsal.Rehearsal.Deed;
import io.antiphon.dialogue.rehearsal.Rehearsal.Step;
import io.antiphon.dialogue.rehearsal.Rehearsed.Miss;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.session.KnownFields;
import io.antiphon.dialogue.text.TextCall;
import io.antiphon.dialogue.text.TextCall.Answer;
import io.antiphon.time.WallClock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds one rehearsal, on the calling thread, without sound, model, network or waiting. */
public final class Rehearser {

    private final Rehearsal rehearsal;
    private final List<Miss> misses = new ArrayList<>();
    private final List<String> transcript = new ArrayList<>();
    private final ScriptedErrands errands;
    private final TextCall call;
    private final Judge judge;
    private int turn;

    private Rehearser(CampaignTemplate template, Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
        var setting = rehearsal.setting();
        this.errands = new ScriptedErrands(template.tools(), setting.answers());
        var zone = template.business().zone().orElse(ZoneId.systemDefault());
        WallClock clock = () -> setting.now().atZone(zone).toInstant();
        this.call = new TextCall("rehearsal", template, new Facts(setting.facts()),
                known(template), new TextCall.Means(new ScriptedResponder(), errands, clock));
        this.judge = new Judge(template, setting.now());
    }

    public static Rehearsed rehearse(CampaignTemplate template, Rehearsal rehearsal) {
        return new Rehearser(template, rehearsal).hold();
    }

    private Map<String, FieldValue> known(CampaignTemplate template) {
        var known = new HashMap<String, FieldValue>();
        rehearsal.setting().known().forEach((name, text) -> {
            var value = KnownFields.read(template, name, text);
            if (value.isEmpty()) {
                miss(rehearsal.line(), "a field " + name + " that can be \"" + text + "\"",
                        "none");
            }
            value.ifPresent(each -> known.put(name, each.from(FieldValue.Source.CALL)));
        });
        return known;
    }

    private Rehearsed hold() {
        var last = heard(call.open());
        for (var step : rehearsal.steps()) {
            if (step.deed().isPresent()) {
                turn++;
                boolean isTooLate = call.isOver()
                        && !(step.deed().get() instanceof Deed.IsNotTransferred);
                if (isTooLate) {
                    miss(step.line(), "a call that is up", "one that is over");
                    break;
                }
                last = happen(step.deed().get());
                errands.unforeseen()
                        .forEach(tool -> miss(step.line(), "no call of " + tool + ", of which the"
                                + " rehearsal says nothing", "one"));
            }
            check(step, last);
        }
        return new Rehearsed(rehearsal, misses, transcript,
                call.conversation().state().progress().visits().keySet());
    }

    private void check(Step step, Answer last) {
        String ends = call.isOver()
                ? call.ending().map(Scene::written).orElse(Scene.GOES_ON)
                : Scene.GOES_ON;
        var scene = new Scene(last.said(), call.conversation().state(), ends, call.pressed(),
                errands.begun());
        step.checks()
                .forEach(check -> judge.judge(check, scene)
                        .ifPresent(verdict -> miss(step.line(), verdict.expected(),
                                verdict.found())));
    }

    private void miss(int line, String expected, String found) {
        misses.add(new Miss(line, turn, expected, found));
    }

    private Answer happen(Deed deed) {
        return switch (deed) {
            case Deed.Says(var text, var confidence, var meanwhile) -> {
                transcript.add("caller: " + text);
                yield heard(call.say(text, confidence, meanwhile));
            }
            case Deed.Presses(var keys) -> {
                transcript.add("caller presses " + keys);
                yield presses(keys);
            }
            case Deed.IsSilent _ -> {
                transcript.add("caller says nothing");
                yield heard(call.saysNothing());
            }
            case Deed.ModelAsks(var tool, var with) -> {
                transcript.add("model asks for " + tool + " " + with);
                yield heard(call.modelAsks(tool, with));
            }
            case Deed.ToolsRun _ -> heard(call.finishErrand());
            case Deed.IsNotTransferred _ -> {
                transcript.add("caller is not taken");
                yield heard(call.notTransferred());
            }
        };
    }

    private Answer presses(String keys) {
        var last = new Answer("", List.of());
        for (int i = 0; i < keys.length(); i++) {
            last = heard(call.press(keys.charAt(i)));
        }
        return last;
    }

    private Answer heard(Answer answer) {
        transcript.add("agent: " + answer.said() + " [" + call.stage() + "]");
        return answer;
    }
}
