package io.antiphon.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.demo.Cue.AfterAgent;
import io.antiphon.cli.demo.Line.Kind;
import io.antiphon.cli.report.Turn;
import io.antiphon.cli.wire.WireScene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final double WINDOW_MS = 10;
    private static final Cue CUE = new AfterAgent(0);

    private final WireScene scene = new WireScene();
    private final List<EventLine> caller = new ArrayList<>();
    private final List<EventLine> server = new ArrayList<>();

    @Test
    void turnThatWasAnsweredIsHeld() {
        says(1, 200, 900, "met");
        scene.voice(200, 900).caller(3_000).voice(1_200, 2_000).agent(0, 3_000);
        server("heard.final", 1_000, "text", "hello");
        server("speech.begin", 1_150, "text", "Good morning.");
        var turn = judged(Kind.SPEECH);
        assertEquals("", turn.lost());
        assertEquals("hello", turn.recognised());
        assertEquals("Good morning.", turn.reply());
        assertEquals(300, turn.times().wireGapMs().orElseThrow(), WINDOW_MS);
        assertTrue(turn.times().stopMs().isEmpty());
    }

    @Test
    void turnWithoutAReplyIsLost() {
        says(1, 200, 900, "met");
        scene.voice(200, 900).caller(3_000).agent(0, 3_000);
        server("heard.final", 1_000, "text", "hello");
        assertEquals("no reply within 4 s", judged(Kind.SPEECH).lost());
    }

    @Test
    void askingLaterWhetherAnyoneIsThereIsNoReply() {
        says(1, 500, 660, "met");
        scene.caller(8_000).voice(6_000, 7_000).agent(0, 8_000);
        server("dtmf", 600, "digit", "1");
        assertEquals("no reply within 4 s", judged(Kind.DIGIT).lost());
    }

    @Test
    void turnOfWhichNothingWasRecognisedIsLost() {
        says(1, 200, 900, "met");
        scene.voice(200, 900).caller(3_000).voice(1_200, 2_000).agent(0, 3_000);
        assertEquals("nothing was recognised", judged(Kind.SPEECH).lost());
    }

    @Test
    void turnThatTheDialogueAskedToRepeatIsLost() {
        says(1, 200, 900, "met");
        scene.voice(200, 900).caller(3_000).voice(1_200, 2_000).agent(0, 3_000);
        server("heard.final", 1_000, "text", "yellow");
        server("not.understood", 1_010, "text", "");
        assertEquals("not understood", judged(Kind.SPEECH).lost());
    }

    @Test
    void answerIntoThePauseIsALostTurnWithANegativeGap() {
        says(1, 200, 2_100, "met");
        scene.voice(200, 900).voice(1_600, 2_100).caller(4_000).voice(1_300, 2_500).agent(0, 4_000);
        server("heard.final", 1_000, "text", "hello");
        var turn = judged(Kind.PAUSED);
        assertEquals("the agent spoke before the caller had finished", turn.lost());
        assertEquals(-800, turn.times().wireGapMs().orElseThrow(), WINDOW_MS);
    }

    @Test
    void bargeInHasAStopTimeAndItsReplyIsWhatFollows() {
        says(1, 1_000, 1_900, "met");
        scene.voice(1_000, 1_900).caller(4_000).voice(0, 1_160).voice(2_200, 3_000).agent(0, 4_000);
        server("speech.begin", 0, "text", "So that is Tuesday");
        server("heard.final", 2_000, "text", "no wait");
        server("speech.begin", 2_150, "text", "Wednesday it is.");
        var turn = judged(Kind.BARGE_IN);
        assertEquals("", turn.lost());
        assertEquals("Wednesday it is.", turn.reply());
        assertEquals(160, turn.times().stopMs().orElseThrow(), WINDOW_MS);
        assertEquals(300, turn.times().wireGapMs().orElseThrow(), WINDOW_MS);
    }

    @Test
    void backchannelIsHeldIfTheAgentGoesOn() {
        says(1, 1_000, 1_400, "met");
        scene.voice(1_000, 1_400).caller(4_000).voice(0, 1_120).voice(1_700, 3_000).agent(0, 4_000);
        assertEquals("", judged(Kind.BACKCHANNEL).lost());
    }

    @Test
    void backchannelIsLostIfTheAgentGivesUp() {
        says(1, 1_000, 1_400, "met");
        scene.voice(1_000, 1_400).caller(4_000).voice(0, 1_120).voice(2_000, 3_000).agent(0, 4_000);
        server("speech.end", 1_300, "how", "CUT");
        assertEquals("the agent gave up its sentence", judged(Kind.BACKCHANNEL).lost());
    }

    @Test
    void keyIsMeasuredFromItsLastPacket() {
        says(1, 500, 660, "met");
        scene.caller(4_000).voice(900, 2_000).agent(0, 4_000);
        server("dtmf", 600, "digit", "1");
        var turn = judged(Kind.DIGIT);
        assertEquals("", turn.lost());
        assertEquals(240, turn.times().wireGapMs().orElseThrow(), WINDOW_MS);
    }

    @Test
    void lineThatWasNeverSaidIsLost() {
        scene.caller(1_000).agent(0, 1_000);
        assertEquals("the call ended before it was said", judged(Kind.SPEECH).lost());
    }

    private void says(int line, double fromMs, double toMs, String cue) {
        caller.add(new EventLine(WireScene.ns(fromMs + 20), "line.begin",
                Map.of("line", line, "cue", cue)));
        caller.add(new EventLine(WireScene.ns(toMs), "line.end", Map.of("line", line)));
    }

    private void server(String type, double ms, String field, String value) {
        server.add(new EventLine(WireScene.ns(ms), type, Map.of(field, value)));
    }

    private Turn judged(Kind kind) {
        var text = kind == Kind.DIGIT ? "1" : "hello";
        var script = new DemoScript("test", List.of(new Line(1, kind, List.of(text), 0, CUE)));
        return new Judge(scene.record(), caller, server).turns(script).getFirst();
    }
}
