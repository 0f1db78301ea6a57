package io.antiphon.cli.aloud;

import io.antiphon.cli.demo.CallerVoice;
import io.antiphon.cli.phone.Phone.Held;
import io.antiphon.cli.phone.Softphone;
import io.antiphon.cli.phone.Talker;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.decide.DecisionEngine;
import io.antiphon.dialogue.history.Turn;
import io.antiphon.dialogue.prompt.Digest;
import io.antiphon.dialogue.rehearsal.Judge;
import io.antiphon.dialogue.rehearsal.Rehearsal;
import io.antiphon.dialogue.rehearsal.Rehearsal.Deed;
import io.antiphon.dialogue.rehearsal.Rehearsal.Step;
import io.antiphon.dialogue.rehearsal.Rehearsed;
import io.antiphon.dialogue.rehearsal.Rehearsed.Miss;
import io.antiphon.dialogue.rehearsal.Scene;
import io.antiphon.dialogue.rehearsal.ScriptedErrands;
import io.antiphon.dialogue.report.Minutes;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.server.CannotStart;
import io.antiphon.server.Staging;
import io.antiphon.server.Threads;
import io.antiphon.server.VoiceServer;
import io.antiphon.server.call.Briefing;
import io.antiphon.server.call.House;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.dial.DialAnswer;
import io.antiphon.server.dial.DialRequest;
import io.antiphon.sip.CallTarget;
import io.antiphon.time.WallClock;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongFunction;

/**
 * Holds one rehearsal as a real call: a server with real ears and a real voice, a telephone that calls it or is called,
 * and packets between them on this machine's loopback. Only what tools answer, and what time it is, are as the
 * rehearsal says. Used by one thread, which waits for the call's end.
 */
public final class AloudRehearser {

    private static final String AGENT = "rehearsed";
    private static final String NOBODY = "caller";
    private static final Duration MOST = Duration.ofMinutes(4);

    private final CampaignTemplate template;
    private final Rehearsal rehearsal;
    private final CallerVoice voice;
    private final ScriptedErrands errands;
    private final Watch watch;
    private final List<Moment> moments = new ArrayList<>();

    /** What was to be seen when the agent had answered; {@code turns} of the conversation by then. */
    private record Moment(Optional<Scene> scene, int turns) {}

    /** What came of it, and the call itself. */
    public record Performed(Rehearsed rehearsed, Held call) {}

    private AloudRehearser(CampaignTemplate template, Rehearsal rehearsal, CallerVoice voice) {
        this.template = template;
        this.rehearsal = rehearsal;
        this.voice = voice;
        this.errands = new ScriptedErrands(template.tools(), rehearsal.setting().answers());
        this.watch = new Watch(errands);
    }

    /** Why a rehearsal cannot be held like this, if it cannot. */
    public static Optional<String> obstacle(Rehearsal rehearsal) {
        return Deeds.obstacle(rehearsal);
    }

    /**
     * Holds it.
     *
     * @param usual the engines
     * @throws IOException if there was no call
     * @throws CannotStart if there was no server
     */
    public static Performed rehearse(CampaignTemplate template, Rehearsal rehearsal,
            CallerVoice voice, ServerConfig usual) throws IOException, CannotStart {
        return new AloudRehearser(template, rehearsal, voice).hold(usual);
    }

    private Performed hold(ServerConfig usual) throws IOException, CannotStart {
        var deeds = new ArrayList<Deeds>();
        for (var step : rehearsal.steps()) {
            if (step.deed().isPresent()) {
                deeds.add(Deeds.of(step.deed().get(), voice, watch::refuse));
            }
        }
        LongFunction<Talker> caller = startNs -> new Caller(deeds, startNs, this::answered);
        try (var softphone = Softphone.open(Loopback.HOST);
                var server = VoiceServer.start(Loopback.server(usual, AGENT), staging())) {
            var held = onThePhone(rehearsal.setting().known().isEmpty()
                    ? () -> callIn(softphone, server, caller)
                    : () -> beCalled(softphone, server, caller));
            if (!held.endedBy().equals("caller")) {
                // What came behind the last answer that was waited for.
                moments.add(moment(held.endedBy().equals("agent")));
            }
            return new Performed(judged(), held);
        }
    }

    private Staging staging() {
        var zone = template.business().zone().orElse(ZoneId.systemDefault());
        var now = rehearsal.setting().now().atZone(zone).toInstant();
        WallClock wall = () -> now;
        return new Staging(AGENT, new House.Agent(new DecisionEngine(template), errands,
                new ScriptedResponder(), Digest.Maker.NOBODY), watch, wall);
    }

    private Held callIn(Softphone softphone, VoiceServer server, LongFunction<Talker> caller)
            throws IOException {
        String number = rehearsal.setting().facts().getOrDefault(Facts.NUMBER, NOBODY);
        String uri = "sip:" + AGENT + "@" + Loopback.HOST + ":" + Loopback.port(server);
        return softphone.phone()
                .withTransfers(watch::referred)
                .call(CallTarget.of(uri, number), caller, MOST);
    }

    private Held beCalled(Softphone softphone, VoiceServer server, LongFunction<Talker> caller)
            throws IOException {
        var request = new DialRequest(
                "sip:" + Loopback.CALLED + "@" + Loopback.HOST + ":" + softphone.port(),
                new Briefing(AGENT, rehearsal.setting().known()), Optional.empty(),
                Optional.empty(), DialRequest.USUAL_RING, Map.of());
        return softphone.phone()
                .withTransfers(watch::referred)
                .take(softphone.bell(), Loopback.HOST, () -> {
                    if (server.dial(request) instanceof DialAnswer.Refused refused) {
                        throw new IOException("the server does not call: " + refused.detail());
                    }
                }, caller, MOST);
    }

    private static Held onThePhone(Callable<Held> call) throws IOException {
        var task = new FutureTask<>(call);
        Threads.phone().newThread(task).start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException expected) {
                throw expected;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Phone's thread, until the call is over. */
    private void answered(int deedsDone) {
        moments.add(moment(false));
        if (!isRefusedNext(deedsDone)) {
            watch.letGo();
        }
    }

    private boolean isRefusedNext(int deedsDone) {
        return rehearsal.steps()
                .stream()
                .flatMap(step -> step.deed().stream())
                .skip(deedsDone)
                .findFirst()
                .filter(Deed.IsNotTransferred.class::isInstance)
                .isPresent();
    }

    private Moment moment(boolean agentHungUp) {
        int from = moments.isEmpty() ? 0 : moments.getLast().turns();
        return new Moment(watch.scene(from, agentHungUp), watch.turns());
    }

    private Rehearsed judged() {
        var judge = new Judge(template, rehearsal.setting().now());
        var misses = new ArrayList<Miss>();
        int turn = 0;
        for (var step : rehearsal.steps()) {
            turn += step.deed().isPresent() ? 1 : 0;
            if (turn >= moments.size()) {
                misses.add(new Miss(step.line(), turn, "a call that is up", "one that is over"));
                break;
            }
            misses.addAll(judged(judge, step, turn));
        }
        errands.unforeseen()
                .forEach(tool -> misses.add(new Miss(rehearsal.line(), 0,
                        "no call of " + tool + ", of which the rehearsal says nothing", "one")));
        return new Rehearsed(rehearsal, misses, transcript(), watch.minutes()
                .map(minutes -> minutes.state().progress().visits().keySet())
                .orElse(Set.of()));
    }

    private List<Miss> judged(Judge judge, Step step, int turn) {
        var scene = moments.get(turn).scene();
        if (scene.isEmpty()) {
            return List.of(new Miss(step.line(), turn, "a conversation", "none"));
        }
        return step.checks()
                .stream()
                .flatMap(check -> judge.judge(check, scene.get()).stream())
                .map(verdict -> new Miss(step.line(), turn, verdict.expected(), verdict.found()))
                .toList();
    }

    private List<String> transcript() {
        return watch.minutes()
                .map(Minutes::history)
                .map(history -> history.turns().stream().map(AloudRehearser::told).toList())
                .orElse(List.of());
    }

    private static String told(Turn turn) {
        return switch (turn) {
            case Turn.CallerSaid(var text) -> "caller: " + text;
            case Turn.CallerPressed(char key) -> "caller presses " + key;
            case Turn.AgentSaid agent -> "agent: " + agent.heard()
                    + (agent.interrupted() ? " [cut short]" : "");
        };
    }
}
