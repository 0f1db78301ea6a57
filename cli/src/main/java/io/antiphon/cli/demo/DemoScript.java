package io.antiphon.cli.demo;

import io.antiphon.cli.demo.Cue.AfterAgent;
import io.antiphon.cli.demo.Cue.WhileAgent;
import io.antiphon.cli.demo.Line.Kind;
import java.util.ArrayList;
import java.util.List;

/** What the caller of the demonstration says, in order. */
public record DemoScript(String name, List<Line> lines) {

    private static final String FRONT_DESK = "front-desk";
    private static final String SMALL_TALK = "small-talk";

    private static final int MID_SENTENCE_PAUSE_MS = 700;
    private static final Cue ANSWER = new AfterAgent(1_000);

    public DemoScript {
        lines = List.copyOf(lines);
    }

    /** A caller who makes an appointment with the example agent, changes it, and leaves a message. */
    public static DemoScript frontDesk() {
        return appointment().goodbye(FRONT_DESK);
    }

    /** The same, and asks how the agent is: which a language model may answer. */
    public static DemoScript smallTalk() {
        return appointment().say("are you a robot").goodbye(SMALL_TALK);
    }

    /** The script of that name, which the process of the caller is told. */
    public static DemoScript named(String name) {
        return switch (name) {
            case FRONT_DESK -> frontDesk();
            case SMALL_TALK -> smallTalk();
            default -> throw new IllegalArgumentException("no script is called " + name);
        };
    }

    private static Writer appointment() {
        return new Writer().say("hello what are your opening hours")
                .pausing("i would like to make an appointment for", "tuesday at ten o'clock")
                .say("my name is anna miller")
                .line(Kind.BACKCHANNEL, new WhileAgent(1_600, 2_500), "uh-huh")
                .line(Kind.BARGE_IN, new WhileAgent(2_600, 2_500),
                        "no wait i would rather come on wednesday")
                .line(Kind.DIGIT, ANSWER, "1")
                .say("can i leave a message")
                .say("please tell the doctor that i will be ten minutes late");
    }

    /** Numbers the lines as they come. */
    static final class Writer {

        private final List<Line> lines = new ArrayList<>();

        Writer say(String text) {
            return line(Kind.SPEECH, ANSWER, text);
        }

        Writer pausing(String before, String after) {
            lines.add(new Line(lines.size() + 1, Kind.PAUSED, List.of(before, after),
                    MID_SENTENCE_PAUSE_MS,
                    ANSWER));
            return this;
        }

        Writer line(Kind kind, Cue cue, String text) {
            lines.add(new Line(lines.size() + 1, kind, List.of(text), 0, cue));
            return this;
        }

        DemoScript goodbye(String name) {
            return line(Kind.GOODBYE, ANSWER, "no thank you goodbye").script(name);
        }

        DemoScript script(String name) {
            return new DemoScript(name, lines);
        }
    }
}
