package io.antiphon.tts.system;

import io.antiphon.audio.Pcm;
import io.antiphon.audio.Wav;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.speech.Pace;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.tts.sound.Level;
import io.antiphon.tts.sound.Mark;
import io.antiphon.tts.sound.Opening;
import io.antiphon.tts.sound.Rendered;
import io.antiphon.tts.sound.Rendering;
import io.antiphon.tts.text.Normalizer;
import io.antiphon.tts.text.SpokenText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Speaks through a program of the operating system, one process per clause.
 *
 * <p>Both programs make sound some hundred times faster than it is heard, and Flite writes nothing before it
 * has made all of it. So a clause is made as a whole, in 10 to 60 ms, and then delivered; no process is left
 * when the first frame is heard, and a cut needs to end none. Flite tells when each phone ends, and the
 * phones are aligned with the letters of the text; for eSpeak the places of words are estimated.
 *
 * <p>Has no state but its settings: any number of threads may speak at once.
 */
public final class SystemVoice implements SpeechSynthesizer {

    private static final int MOST_CHARS = 2_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+./-]{1,40}");
    private static final Pattern NO_OPTION = Pattern.compile("[A-Za-z0-9].*");

    private final Program program;
    private final Level level;
    private final ProgramRun runs;

    private SystemVoice(Program program, Level level, Duration timeout) {
        this.program = program;
        this.level = level;
        runs = new ProgramRun(nameOf(program), program.install(), timeout);
    }

    /** Flite with a voice that it lists ({@code flite -lv}), found on the path. */
    public static Opening flite(String voice, Duration timeout) {
        return open(new Program.Flite("flite", voice), timeout);
    }

    /** eSpeak NG with a voice that it lists ({@code espeak-ng --voices}), found on the path. */
    public static Opening espeak(String voice, Duration timeout) {
        return open(new Program.Espeak("espeak-ng", voice), timeout);
    }

    /** Speaks one sentence for nobody: to see that the voice works, and how loud it is. */
    static Opening open(Program program, Duration timeout) {
        boolean named = NAME.matcher(program.voice()).matches()
                && NO_OPTION.matcher(program.voice()).matches();
        var voice = new SystemVoice(program, Level.UNCHANGED, timeout);
        if (!named || (program instanceof Program.Flite && !voice.isListed())) {
            return voice.unknownVoice();
        }
        return switch (voice.render(Level.SENTENCE, Pace.USUAL)) {
            case Rendered.Failed(var failure) -> new Opening.Unusable(failure);
            case Rendered.Sound(var sound) ->
                new Opening.Ready(new SystemVoice(program, Level.of(sound), timeout));
        };
    }

    /** Flite speaks with another voice if it does not know the one it is asked for. */
    private boolean isListed() {
        var listing = runs.run(List.of(program.executable(), "-lv"), "", false);
        return switch (listing) {
            // Then the sentence will not be spoken either, and that failure tells more.
            case ProgramRun.Result.Failed _ -> true;
            case ProgramRun.Result.Ran(var _, var out, var _) ->
                (" " + out.text().replace('\n', ' ') + " ").contains(" " + program.voice() + " ");
        };
    }

    private Opening unknownVoice() {
        String list = program instanceof Program.Flite ? "flite -lv" : "espeak-ng --voices";
        return new Opening.Unusable(new EngineFailure(Kind.REFUSED, name(),
                program.engine() + " has no such voice; to list its voices: " + list));
    }

    private static String nameOf(Program program) {
        return program.engine() + ":" + program.voice();
    }

    @Override
    public String name() {
        return nameOf(program);
    }

    @Override
    public SpeechOutcome speak(Request request, Listener listener) {
        return switch (render(request.text(), request.pace())) {
            case Rendered.Failed(var failure) -> new SpeechOutcome.Failed(0, failure);
            case Rendered.Sound(var sound) -> sound.deliver(listener);
        };
    }

    private Rendered render(String written, Pace pace) {
        SpokenText text = Normalizer.normalize(written);
        if (text.isSilent()) {
            return new Rendered.Sound(Rendering.of(new short[0], text, List.of(), level));
        }
        int length = text.said().length();
        if (length > MOST_CHARS) {
            return failed(Kind.REFUSED,
                    "a clause of " + length + " characters; at most " + MOST_CHARS);
        }
        return switch (runs.run(program.command(text, pace), program.input(text),
                program.soundOnErr())) {
            case ProgramRun.Result.Failed(var failure) -> new Rendered.Failed(failure);
            case ProgramRun.Result.Ran ran -> made(ran, text);
        };
    }

    private Rendered made(ProgramRun.Result.Ran ran, SpokenText text) {
        ProgramRun.Output sound = program.soundOnErr() ? ran.err() : ran.out();
        ProgramRun.Output notes = program.soundOnErr() ? ran.out() : ran.err();
        try {
            Wav wav = Wav.parse(sound.bytes(), "its sound");
            short[] pcm = Rendering.resampled(wav.channels().getFirst(), wav.sampleRate());
            if (ran.exit() != 0 || pcm.length == 0) {
                return failed(Kind.BROKEN, "no sound, exit status " + ran.exit());
            }
            List<Mark> marks = program.soundOnErr()
                    ? PhoneAlignment.align(text, Program.phones(notes.text(), Pcm.SAMPLE_RATE))
                    : List.of();
            return new Rendered.Sound(Rendering.of(pcm, text, marks, level));
        } catch (IOException e) {
            return failed(Kind.BROKEN, e.getMessage() + ", exit status " + ran.exit());
        }
    }

    private Rendered failed(Kind kind, String detail) {
        return new Rendered.Failed(new EngineFailure(kind, name(), detail));
    }

    /** Nothing is held open between clauses. */
    @Override
    public void close() {}
}
