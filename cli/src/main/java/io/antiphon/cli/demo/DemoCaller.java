package io.antiphon.cli.demo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.antiphon.cli.demo.CallerState.Gone;
import io.antiphon.cli.demo.CallerState.Listening;
import io.antiphon.cli.demo.CallerState.Saying;
import io.antiphon.cli.demo.Cue.AfterAgent;
import io.antiphon.cli.demo.Cue.WhileAgent;
import io.antiphon.cli.demo.Line.Kind;
import io.antiphon.cli.phone.AgentEar;
import io.antiphon.cli.phone.Talker;
import java.util.List;
import java.util.Map;

/**
 * The caller of the demonstration: follows a script by ear, as a person with a softphone would. Knows nothing
 * of the server but its sound. Owned by the thread that beats it.
 */
public final class DemoCaller implements Talker {

    private static final int KEY_FRAMES = 8;
    private static final long PATIENCE_NS = SECONDS.toNanos(12);
    private static final long PARTING_NS = MILLISECONDS.toNanos(1_500);

    private final DemoScript script;
    private final List<short[]> sounds;
    private final Diary diary;
    private final AgentEar ear = new AgentEar();
    private CallerState state;

    /**
     * @param sounds each line at 8 kHz; nothing for a key
     * @param startNs when the call was answered
     */
    public DemoCaller(DemoScript script, List<short[]> sounds, long startNs, Diary diary) {
        this.script = script;
        this.sounds = List.copyOf(sounds);
        this.diary = diary;
        state = new Listening(0, startNs);
    }

    /** Keeps what the caller did. */
    @FunctionalInterface
    public interface Diary {

        void note(long atNs, String type, Map<String, Object> fields);
    }

    @Override
    public void hear(long atNs, short[] pcm) {
        ear.hear(atNs, pcm);
    }

    @Override
    public Beat beat(long nowNs, short[] frame) {
        if (state instanceof Listening listening) {
            state = afterListening(listening, nowNs);
        }
        return switch (state) {
            case Listening _ -> Beat.Silence.SILENCE;
            case Saying saying -> say(saying, nowNs, frame);
            case Gone _ -> Beat.HangUp.HANG_UP;
        };
    }

    private CallerState afterListening(Listening listening, long nowNs) {
        if (listening.line() == script.lines().size()) {
            return partsWith(listening, nowNs) ? new Gone() : listening;
        }
        var line = script.lines().get(listening.line());
        var answer = switch (line.cue()) {
            case AfterAgent cue -> afterAgent(cue, listening, nowNs);
            case WhileAgent cue -> whileAgent(cue, listening, nowNs);
        };
        if (answer == Answer.WAIT) {
            return listening;
        }
        diary.note(nowNs, "line.begin",
                Map.of("line", line.number(), "kind", line.kind().word(), "text",
                        line.text(), "cue", answer == Answer.MET ? "met" : "missed"));
        return new Saying(listening.line(), 0);
    }

    private Answer afterAgent(AfterAgent cue, Listening listening, long nowNs) {
        long silentNs = ear.silentNs(listening.sinceNs(), nowNs);
        if (ear.hasSpokenSince(listening.sinceNs())) {
            return silentNs >= MILLISECONDS.toNanos(cue.silentMs()) ? Answer.MET : Answer.WAIT;
        }
        return silentNs >= PATIENCE_NS ? Answer.MISSED : Answer.WAIT;
    }

    private Answer whileAgent(WhileAgent cue, Listening listening, long nowNs) {
        if (!ear.isSpeaking(nowNs)) {
            long silentNs = ear.silentNs(listening.sinceNs(), nowNs);
            boolean spoke = ear.hasSpokenSince(listening.sinceNs());
            long patienceNs = spoke ? MILLISECONDS.toNanos(cue.patienceMs()) : PATIENCE_NS;
            return silentNs >= patienceNs ? Answer.MISSED : Answer.WAIT;
        }
        long fromNs = ear.onsetNs() - listening.sinceNs() > 0 ? ear.onsetNs() : listening.sinceNs();
        boolean longEnough = nowNs - fromNs >= MILLISECONDS.toNanos(cue.voicedMs());
        return longEnough && ear.isVoiced(nowNs) ? Answer.MET : Answer.WAIT;
    }

    private boolean partsWith(Listening listening, long nowNs) {
        long silentNs = ear.silentNs(listening.sinceNs(), nowNs);
        return silentNs >= (ear.hasSpokenSince(listening.sinceNs()) ? PARTING_NS : PATIENCE_NS);
    }

    private Beat say(Saying saying, long nowNs, short[] frame) {
        var line = script.lines().get(saying.line());
        var sound = sounds.get(saying.line());
        boolean key = line.kind() == Kind.DIGIT;
        int frames = key ? KEY_FRAMES : (sound.length + frame.length - 1) / frame.length;
        int next = saying.frames() + 1;
        if (next < frames) {
            state = new Saying(saying.line(), next);
        } else {
            state = new Listening(saying.line() + 1, nowNs);
            diary.note(nowNs, "line.end", Map.of("line", line.number()));
        }
        if (key) {
            return new Beat.Key(line.parts().getFirst().charAt(0), next, next == frames);
        }
        int from = saying.frames() * frame.length;
        int count = Math.min(frame.length, sound.length - from);
        System.arraycopy(sound, from, frame, 0, count);
        return Beat.Sound.SOUND;
    }

    private enum Answer {
        WAIT,
        MET,
        MISSED
    }
}
