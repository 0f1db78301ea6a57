package io.antiphon.media.floor;

import io.antiphon.audio.Pcm;
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
import io.antiphon.media.floor.Step.Order;
import io.antiphon.media.floor.Step.Stay;
import java.time.Duration;
import java.util.List;

/**
 * Decides who holds the floor next. Has no state and reads no clock: the same floor and event give the
 * same step, so a recorded call can be judged again.
 *
 * <p>What can be taken back is done on suspicion (softening, falling silent), what cannot is done on
 * evidence (cutting the agent, ending the caller's turn).
 */
public final class FloorRules {

    /** Two words may be an interruption; one may be a cough that sounded like "huh". */
    private static final int WORDS_THAT_CUT = 2;

    /** How old, in samples, the judgement "only an acknowledgement" may be while the voice goes on. */
    private static final long ACKNOWLEDGED_FOR = Pcm.msToSamples(500);

    /** Nobody says "uh-huh" for longer than so many times the voice that cuts. */
    private static final int HARMLESS_UNTIL = 2;

    private final long pauseAfter;
    private final long holdAfter;
    private final long cutAfter;
    private final long unduckAfter;
    private final long resumeAfter;
    private final long judgeWithin;
    private final long forgetAfter;
    private final long holdSooner;
    private final long cutSooner;
    private final double likely;
    private final double sure;
    private final TurnPatience patience;

    public FloorRules(FloorPolicy policy) {
        pauseAfter = samples(policy.turnEnd().pauseAfter());
        holdAfter = samples(policy.bargeIn().holdAfter());
        cutAfter = samples(policy.bargeIn().cutAfter());
        unduckAfter = samples(policy.bargeIn().unduckAfter());
        resumeAfter = samples(policy.bargeIn().resumeAfter());
        judgeWithin = samples(policy.bargeIn().judgeWithin());
        forgetAfter = samples(policy.bargeIn().forgetAfter());
        holdSooner = samples(policy.bySound().holdSooner());
        cutSooner = samples(policy.bySound().cutSooner());
        likely = policy.bySound().likely();
        sure = policy.bySound().sure();
        patience = new TurnPatience(policy);
    }

    static long samples(Duration duration) {
        return Pcm.msToSamples(duration.toMillis());
    }

    public Step next(Floor floor, FloorEvent event) {
        return switch (floor) {
            case Open _ -> fromOpen(event);
            case Caller caller -> fromCaller(caller, event);
            case Pausing pausing -> fromPausing(pausing, event);
            case Agent agent -> fromAgent(agent, event);
            case Loud(var overlap) -> fromOverlap(floor, overlap, event);
            case Ducked(var overlap) -> fromOverlap(floor, overlap, event);
            case Held(var overlap) -> fromOverlap(floor, overlap, event);
        };
    }

    private static Step fromOpen(FloorEvent event) {
        return switch (event) {
            case Heard heard when heard.isVoiced() ->
                move(new Caller(heard.onset()), Order.SPEECH_STARTS);
            case AgentStarts(var utterance, var interruption) ->
                move(new Agent(utterance, interruption));
            case Heard _, AgentEnds _, Digit _ -> Stay.STAY;
        };
    }

    private Step fromCaller(Caller caller, FloorEvent event) {
        return switch (event) {
            case Heard heard when heard.hush() >= pauseAfter ->
                move(new Pausing(caller.onset()), Order.SPEECH_PAUSES);
            case AgentStarts starts -> agentIntrudes(starts, caller.onset(), false);
            case Heard _, AgentEnds _, Digit _ -> Stay.STAY;
        };
    }

    private Step fromPausing(Pausing pausing, FloorEvent event) {
        return switch (event) {
            case Heard heard when heard.isVoiced() ->
                move(new Caller(pausing.onset()), Order.SPEECH_GOES_ON);
            case Heard heard when heard.hush() >= patience.hushNeeded(pausing.onset(), heard) ->
                move(new Open(),
                        isNoise(pausing.onset(), heard) ? Order.FALSE_START : Order.TURN_OVER);
            case AgentStarts starts -> agentIntrudes(starts, pausing.onset(), true);
            case Heard _, AgentEnds _, Digit _ -> Stay.STAY;
        };
    }

    /** A short sound in which the recogniser, having heard all of it, found no words. */
    private boolean isNoise(long onset, Heard heard) {
        var evidence = heard.evidence();
        return evidence.isAbout(onset)
                && evidence.covers(heard.voiceEnd())
                && evidence.words() == 0
                && !evidence.stopWord()
                && heard.voiceEnd() - onset < cutAfter;
    }

    private static Step agentIntrudes(AgentStarts starts, long onset, boolean paused) {
        var overlap = new Overlap(starts.utterance(), starts.interruption(), onset, paused);
        return starts.interruption().byWords()
                ? move(new Held(overlap), Order.HOLD)
                : move(new Loud(overlap));
    }

    private static Step fromAgent(Agent agent, FloorEvent event) {
        return switch (event) {
            case Heard heard when heard.isVoiced() -> callerIntrudes(agent, heard.onset());
            case AgentStarts(var utterance, var interruption) ->
                move(new Agent(utterance, interruption));
            case AgentEnds(var ended) when ended.compareTo(agent.utterance()) >= 0 ->
                move(new Open());
            case Digit _ when agent.interruption().byDigit() -> move(new Open(), Order.CUT);
            case Heard _, AgentEnds _, Digit _ -> Stay.STAY;
        };
    }

    private static Step callerIntrudes(Agent agent, long onset) {
        var overlap = new Overlap(agent.utterance(), agent.interruption(), onset, false);
        return agent.interruption().byWords()
                ? move(new Ducked(overlap), Order.SPEECH_STARTS, Order.DUCK)
                : move(new Loud(overlap), Order.SPEECH_STARTS);
    }

    private Step fromOverlap(Floor floor, Overlap overlap, FloorEvent event) {
        return switch (event) {
            case Heard heard when tells(overlap, heard) || lasts(floor, overlap, heard) ->
                move(overlap.callerAlone(), Order.CUT);
            case Heard heard when heard.isVoiced() -> voice(floor, overlap, heard);
            case Heard heard when !overlap.paused() && heard.hush() >= pauseAfter ->
                move(like(floor, overlap.pauses()), Order.SPEECH_PAUSES);
            case Heard heard when overlap.paused() -> hush(floor, overlap, heard);
            case AgentStarts(var utterance, var interruption) ->
                move(like(floor, overlap.with(utterance, interruption)));
            case AgentEnds(var ended) when ended.compareTo(overlap.utterance()) >= 0 ->
                move(overlap.callerAlone());
            case Digit _ when overlap.interruption().byDigit() ->
                move(overlap.callerAlone(), Order.CUT);
            case Heard _, AgentEnds _, Digit _ -> Stay.STAY;
        };
    }

    /** Whether the caller's words, though a pause has not come yet, make it clear that they want the floor. */
    private static boolean tells(Overlap overlap, Heard heard) {
        var evidence = heard.evidence();
        return overlap.interruption().byWords()
                && evidence.isAbout(overlap.onset())
                && (evidence.stopWord()
                        || (evidence.words() >= WORDS_THAT_CUT && evidence.asksForAnAnswer()));
    }

    /** Whether the caller's voice does. One that comes back while the agent is Loud begins anew. */
    private boolean lasts(Floor floor, Overlap overlap, Heard heard) {
        return overlap.interruption().byVoice()
                && !(floor instanceof Loud)
                && heard.isVoiced()
                && isLongEnough(heard.end() - overlap.onset(), heard)
                && !isBackchannel(overlap, heard);
    }

    /**
     * Whether a voice of so many samples cuts, by the sound of it: a sure interruption sooner, what sounds like an
     * "uh-huh" later, a noise never. Words decide for themselves, whatever the sound.
     */
    private boolean isLongEnough(long voiced, Heard heard) {
        if (heard.noise() >= likely) {
            return false;
        }
        if (heard.harmless() >= likely) {
            return voiced >= HARMLESS_UNTIL * cutAfter;
        }
        return voiced >= (heard.interruption() >= sure ? cutSooner : cutAfter);
    }

    private static boolean isBackchannel(Overlap overlap, Heard heard) {
        var evidence = heard.evidence();
        return evidence.isAbout(overlap.onset())
                && evidence.isBackchannel()
                && evidence.covers(heard.end() - ACKNOWLEDGED_FOR);
    }

    private Step voice(Floor floor, Overlap overlap, Heard heard) {
        return switch (floor) {
            case Loud _ when overlap.interruption().byWords() -> softly(overlap, heard);
            case Floor _ when overlap.paused() ->
                move(like(floor, overlap.goesOn()), Order.SPEECH_GOES_ON);
            case Ducked _ when isWorthHolding(heard.end() - overlap.onset(), heard)
                    && !isBackchannel(overlap, heard) ->
                move(new Held(overlap), Order.HOLD);
            case Floor _ -> Stay.STAY;
        };
    }

    private boolean isWorthHolding(long voiced, Heard heard) {
        return heard.harmless() < likely
                && voiced >= (heard.interruption() >= likely ? holdSooner : holdAfter);
    }

    /** After a longer silence it is a new sound, which deserves the patience that the old one had. */
    private Step softly(Overlap overlap, Heard heard) {
        var again = overlap.from(heard.gap() >= resumeAfter ? heard.onset() : overlap.onset());
        return overlap.paused()
                ? move(new Ducked(again), Order.SPEECH_GOES_ON, Order.DUCK)
                : move(new Ducked(again), Order.DUCK);
    }

    private Step hush(Floor floor, Overlap overlap, Heard heard) {
        boolean isKnown = heard.evidence().covers(heard.voiceEnd());
        long hush = heard.hush();
        return switch (floor) {
            case Ducked _ when hush >= unduckAfter -> move(new Loud(overlap), Order.RESUME);
            case Held _ when isKnown && hush >= resumeAfter ->
                verdict(overlap, heard, Order.RESUME, Order.BACKCHANNEL);
            case Held _ when hush >= judgeWithin && asksForAnAnswer(overlap, heard) ->
                move(overlap.callerAlone(), Order.CUT);
            case Held _ when hush >= judgeWithin -> move(new Loud(overlap), Order.RESUME);
            case Loud _ when hush >= (isKnown ? resumeAfter : forgetAfter) ->
                verdict(overlap, heard, Order.BACKCHANNEL);
            case Floor _ -> Stay.STAY;
        };
    }

    private static Step verdict(Overlap overlap, Heard heard, Order... ifNothingWasSaid) {
        if (!asksForAnAnswer(overlap, heard)) {
            return move(overlap.agentAlone(), ifNothingWasSaid);
        }
        // Words spoken into an utterance that must not be interrupted wait for its end.
        return overlap.interruption().byWords()
                ? move(overlap.callerAlone(), Order.CUT)
                : Stay.STAY;
    }

    private static boolean asksForAnAnswer(Overlap overlap, Heard heard) {
        return heard.evidence().isAbout(overlap.onset()) && heard.evidence().asksForAnAnswer();
    }

    private static Floor like(Floor floor, Overlap overlap) {
        return switch (floor) {
            case Loud _ -> new Loud(overlap);
            case Ducked _ -> new Ducked(overlap);
            case Held _ -> new Held(overlap);
            case Open _, Caller _, Pausing _, Agent _ ->
                throw new IllegalArgumentException("nobody overlaps in " + floor);
        };
    }

    private static Step move(Floor floor, Order... orders) {
        return new Step.Move(floor, List.of(orders));
    }
}
