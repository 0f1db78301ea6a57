package io.antiphon.cli.demo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.demo.Cue.AfterAgent;
import io.antiphon.cli.demo.Cue.WhileAgent;
import io.antiphon.cli.demo.Line.Kind;
import io.antiphon.cli.phone.Talker.Beat;
import io.antiphon.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoCallerTest {

    private static final int FRAME = 160;

    private final VirtualTime time = new VirtualTime();
    private final List<String> diary = new ArrayList<>();
    private final short[] frame = new short[FRAME];
    private Beat last = Beat.Silence.SILENCE;

    @Test
    void lineFollowsTheAgentsSilence() {
        var caller = caller(new DemoScript.Writer().say("hello").script("test"));
        pass(caller, 1_000, false);
        pass(caller, 800, true);
        pass(caller, 2_000, false);
        assertEquals(List.of("2800 line.begin met", "3180 line.end"), diary);
    }

    @Test
    void pauseBetweenTheAgentsWordsIsNoCue() {
        var caller = caller(new DemoScript.Writer().say("hello").script("test"));
        for (int i = 0; i < 5; i++) {
            pass(caller, 600, true);
            pass(caller, 600, false);
        }
        assertEquals(List.of(), diary);
    }

    @Test
    void interruptionComesIntoTheAgentsSpeech() {
        var caller = caller(new DemoScript.Writer()
                .line(Kind.BARGE_IN, new WhileAgent(1_000, 2_500), "no wait")
                .script("test"));
        pass(caller, 500, false);
        pass(caller, 2_000, true);
        assertEquals("1520 line.begin met", diary.getFirst());
    }

    @Test
    void secondInterruptionCountsFromTheEndOfTheFirst() {
        var caller = caller(new DemoScript.Writer()
                .line(Kind.BACKCHANNEL, new WhileAgent(1_000, 2_500), "uh-huh")
                .line(Kind.BARGE_IN, new WhileAgent(1_000, 2_500), "no wait")
                .script("test"));
        pass(caller, 4_000, true);
        assertEquals(List.of("1020 line.begin met", "1400 line.end", "2400 line.begin met",
                "2780 line.end"), diary);
    }

    @Test
    void silenceInsteadOfSpeechToInterruptIsAMissedCue() {
        var caller = caller(new DemoScript.Writer()
                .line(Kind.BARGE_IN, new WhileAgent(1_000, 2_500), "no wait")
                .script("test"));
        pass(caller, 600, true);
        pass(caller, 3_000, false);
        assertEquals("3100 line.begin missed", diary.getFirst());
    }

    @Test
    void agentWhoNeverSpeaksIsWaitedForTwelveSeconds() {
        var caller = caller(new DemoScript.Writer().say("hello").script("test"));
        pass(caller, 13_000, false);
        assertEquals("12000 line.begin missed", diary.getFirst());
    }

    @Test
    void keyIsHeldForEightBeats() {
        var caller = caller(
                new DemoScript.Writer().line(Kind.DIGIT, new AfterAgent(200), "1").script("test"));
        pass(caller, 400, true);
        pass(caller, 360, false);
        assertEquals(new Beat.Key('1', 8, true), last);
    }

    @Test
    void callerHangsUpOnceTheAgentHasSaidGoodbye() {
        var caller = caller(
                new DemoScript.Writer().line(Kind.GOODBYE, new AfterAgent(200), "goodbye")
                        .script("test"));
        pass(caller, 400, true);
        pass(caller, 1_000, false);
        pass(caller, 600, true);
        pass(caller, 1_000, false);
        assertInstanceOf(Beat.Silence.class, last);
        pass(caller, 600, false);
        assertEquals(Beat.HangUp.HANG_UP, last);
    }

    @Test
    void linesAreSaidSampleForSample() {
        var caller = caller(new DemoScript.Writer().say("hello").script("test"));
        pass(caller, 400, true);
        pass(caller, 1_100, false);
        assertTrue(frame[FRAME - 1] == 3_000 && last == Beat.Sound.SOUND);
    }

    private DemoCaller caller(DemoScript script) {
        var sound = new short[FRAME * 20];
        Arrays.fill(sound, (short) 3_000);
        return new DemoCaller(script, script.lines().stream().map(_ -> sound).toList(),
                time.nanoTime(),
                (atNs, type, fields) -> diary.add(atNs / 1_000_000 + " " + type
                        + (fields.containsKey("cue") ? " " + fields.get("cue") : "")));
    }

    private void pass(DemoCaller caller, long ms, boolean agentSpeaks) {
        var heard = new short[FRAME];
        Arrays.fill(heard, agentSpeaks ? (short) 4_000 : 0);
        for (long at = 0; at < ms; at += 20) {
            caller.hear(time.nanoTime(), heard);
            Arrays.fill(frame, (short) 0);
            last = caller.beat(time.nanoTime(), frame);
            time.advance(MILLISECONDS.toNanos(20));
        }
    }
}
