package io.antiphon.cli.aloud;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.history.Turn;
import io.antiphon.dialogue.history.Turn.AgentSaid;
import io.antiphon.dialogue.rehearsal.Scene;
import io.antiphon.dialogue.rehearsal.ScriptedErrands;
import io.antiphon.dialogue.report.Minutes;
import io.antiphon.server.call.Account;
import io.antiphon.sip.Referral;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sees how the conversation of one call goes. Told by the call's thread, and by the sip thread of the caller's phone where
 * the caller is to be handed on; asked by the phone's thread.
 */
final class Watch implements Account {

    private static final int OK = 200;
    private static final int DECLINE = 603;

    private final ScriptedErrands errands;
    private volatile Optional<Minutes> latest = Optional.empty();
    private volatile Optional<Referral> handedOn = Optional.empty();

    Watch(ScriptedErrands errands) {
        this.errands = errands;
    }

    @Override
    public void begins(String call, CampaignTemplate template) {
        // What comes of it is told from the opening on.
    }

    @Override
    public void soFar(Minutes minutes) {
        latest = Optional.of(minutes);
    }

    @Override
    public void over(Minutes minutes) {
        latest = Optional.of(minutes);
    }

    /** The caller's phone is to call somebody else, and waits with its answer. */
    void referred(Referral referral) {
        handedOn = Optional.of(referral);
    }

    /** It has called them, if it was to. */
    void letGo() {
        handedOn.ifPresent(referral -> {
            referral.accept();
            referral.progress(OK);
        });
    }

    /** It does not call them. */
    void refuse() {
        handedOn.ifPresent(referral -> referral.refuse(DECLINE, "Decline"));
        handedOn = Optional.empty();
    }

    /** Contributions so far, to tell what came later. */
    int turns() {
        return latest.map(minutes -> minutes.history().turns().size()).orElse(0);
    }

    Optional<Minutes> minutes() {
        return latest;
    }

    /**
     * How things stand; nothing before the conversation has begun.
     *
     * @param from the first contribution that counts as said by the agent just now
     * @param agentHungUp whether the call is over, by the agent
     */
    Optional<Scene> scene(int from, boolean agentHungUp) {
        return latest.map(minutes -> new Scene(said(minutes, from), minutes.state(),
                handedOn.map(referral -> Scene.transfer(referral.target()))
                        .orElse(agentHungUp ? Scene.HANG_UP : Scene.GOES_ON),
                "", errands.begun()));
    }

    /** What was heard of it: a line that was cut short has not been said. */
    private static String said(Minutes minutes, int from) {
        Function<Turn, Optional<String>> heard = turn -> turn instanceof AgentSaid agent
                ? Optional.of(agent.heard())
                : Optional.empty();
        return minutes.history()
                .turns()
                .stream()
                .skip(from)
                .flatMap(turn -> heard.apply(turn).stream())
                .collect(Collectors.joining(" "));
    }
}
