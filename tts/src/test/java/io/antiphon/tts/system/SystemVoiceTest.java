package io.antiphon.tts.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.antiphon.audio.Pcm;
import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.Pace;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.speech.SpeechSynthesizer.Listener;
import io.antiphon.speech.SpeechSynthesizer.Request;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import io.antiphon.tts.sound.Opening;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemVoiceTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String LINE = "Thanks for calling, Dr. Smith will see you at 10:30 on Monday.";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"flite:slt", "flite:kal16", "flite:awb", "flite:rms", "flite:kal",
            "espeak-ng:en-us"})
    void wordsCoverTheSoundInOrderAndAllVoicesAreEquallyLoud(String name) {
        var heard = new Heard(Integer.MAX_VALUE);
        var outcome = assertInstanceOf(SpeechOutcome.Spoken.class, speak(name, LINE, heard));
        assertEquals(heard.samples, outcome.samples());
        assertEquals(LINE, String.join(" ", heard.words.stream().map(SpokenWord::text).toList()));
        long last = 0;
        for (SpokenWord word : heard.words) {
            assertTrue(word.startSample() >= last && word.endSample() > word.startSample(),
                    () -> "out of order: " + heard.words);
            assertTrue(word.endSample() <= heard.samples);
            last = word.endSample();
        }
        assertTrue(heard.loudOutsideOfWords() < 0.05, () -> "sound without words: " + heard.words);
        assertEquals(-20, heard.activeDb(), 2.0);
        assertTrue(heard.firstLoudMs() <= 60, "the caller waits " + heard.firstLoudMs() + " ms");
    }

    @Test
    void wordsOfFliteLieWhereItSpokeThem() {
        var heard = new Heard(Integer.MAX_VALUE);
        speak("flite:slt", LINE, heard);
        SpokenWord calling = heard.words.get(2);
        SpokenWord doctor = heard.words.get(3);
        long pauseMs = Pcm.samplesToMs(doctor.startSample() - calling.endSample());
        assertTrue(pauseMs > 60 && pauseMs < 250, "pause of " + pauseMs + " ms: " + heard.words);
        assertTrue(heard.isQuiet(calling.endSample() + 400, doctor.startSample() - 400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"flite:slt", "espeak-ng:en-us"})
    void whoAsksForItIsSpokenToSlower(String name) {
        var usual = new Heard(Integer.MAX_VALUE);
        var slow = new Heard(Integer.MAX_VALUE);
        var voice = open(name);
        voice.speak(request(LINE), usual);
        voice.speak(new Request(new UtteranceId(1), LINE, Pace.SLOW), slow);
        double longer = (double) slow.samples / usual.samples;
        assertTrue(longer > 1.15 && longer < 1.35, () -> "longer by " + longer);
        assertEquals(LINE, String.join(" ", slow.words.stream().map(SpokenWord::text).toList()));
    }

    @Test
    void nothingIsHeardAfterAStop() {
        var heard = new Heard(2);
        assertEquals(new SpeechOutcome.Cut(2 * Pcm.FRAME_SAMPLES),
                speak("flite:kal16", LINE, heard));
        assertEquals(2 * Pcm.FRAME_SAMPLES, heard.samples);
    }

    @Test
    void textIsNeverTakenForACommandOrAnOption() {
        for (String voice : List.of("flite:kal16", "espeak-ng:en-us")) {
            Path trap = folder.resolve("trap");
            var heard = new Heard(Integer.MAX_VALUE);
            String text = "-o $(touch " + trap + ") `touch " + trap + "`; touch " + trap + " \"'";
            assertInstanceOf(SpeechOutcome.Spoken.class, speak(voice, text, heard));
            assertTrue(heard.samples > 0);
            assertTrue(Files.notExists(trap));
        }
    }

    @Test
    void manyThreadsSpeakAtOnce() throws InterruptedException {
        SpeechSynthesizer voice = open("espeak-ng:en-us");
        var heard = new ArrayList<Heard>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            var mine = new Heard(Integer.MAX_VALUE);
            heard.add(mine);
            threads.add(Thread.ofPlatform().start(() -> voice.speak(request(LINE), mine)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, heard.stream().map(h -> h.samples).distinct().count());
        assertTrue(heard.getFirst().samples > Pcm.SAMPLE_RATE);
    }

    @Test
    void missingProgramIsNamedWithTheLineThatInstallsIt() {
        var opening = SystemVoice.open(new Program.Flite(folder + "/flite", "slt"), TIMEOUT);
        EngineFailure failure = unusable(opening);
        assertEquals(EngineFailure.Kind.UNREACHABLE, failure.kind());
        assertTrue(failure.detail().contains("apt-get install flite"), failure.detail());
    }

    @Test
    void unknownVoiceIsRefused() {
        assumeInstalled("flite");
        assumeInstalled("espeak-ng");
        assertEquals(EngineFailure.Kind.REFUSED,
                unusable(SystemVoice.flite("nobody", TIMEOUT)).kind());
        assertTrue(unusable(SystemVoice.flite("--help", TIMEOUT)).detail().contains("flite -lv"));
        assertEquals(EngineFailure.Kind.BROKEN,
                unusable(SystemVoice.espeak("nobody", TIMEOUT)).kind());
    }

    @Test
    void programThatDoesNotEndIsDestroyedInTime() throws IOException {
        Path script = script("exec sleep 1000");
        var opening = SystemVoice.open(new Program.Espeak(script.toString(), "en"),
                Duration.ofMillis(200));
        assertEquals(EngineFailure.Kind.TIMED_OUT, unusable(opening).kind());
        assertTrue(ProcessHandle.current()
                .descendants()
                .noneMatch(
                        process -> process.info().commandLine().orElse("").contains("sleep 1000")));
    }

    @Test
    void programThatWritesNoSoundHasFailed() throws IOException {
        Path script = script("echo this is no sound; exit 3");
        EngineFailure failure = unusable(SystemVoice.open(
                new Program.Espeak(script.toString(), "en"), TIMEOUT));
        assertEquals(EngineFailure.Kind.BROKEN, failure.kind());
        assertTrue(failure.detail().contains("exit status 3"), failure.detail());
    }

    @Test
    void clauseThatIsTooLongIsRefused() {
        var heard = new Heard(1);
        var outcome = assertInstanceOf(SpeechOutcome.Failed.class,
                speak("espeak-ng:en-us", "again and ".repeat(300), heard));
        assertEquals(EngineFailure.Kind.REFUSED, outcome.failure().kind());
        assertEquals(0, heard.samples);
    }

    @Test
    void nothingToSayIsSaidInNoTime() {
        assertEquals(new SpeechOutcome.Spoken(0), speak("espeak-ng:en-us", " - ", new Heard(1)));
    }

    private Path script(String body) throws IOException {
        Path script = folder.resolve("program");
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private static SpeechOutcome speak(String name, String text, Heard heard) {
        return open(name).speak(request(text), heard);
    }

    private static Request request(String text) {
        return new Request(new UtteranceId(1), text);
    }

    private static SpeechSynthesizer open(String name) {
        int colon = name.indexOf(':');
        String engine = name.substring(0, colon);
        assumeInstalled(engine);
        String voice = name.substring(colon + 1);
        var opening = engine.equals("flite")
                ? SystemVoice.flite(voice, TIMEOUT)
                : SystemVoice.espeak(voice, TIMEOUT);
        return assertInstanceOf(Opening.Ready.class, opening).voice();
    }

    private static EngineFailure unusable(Opening opening) {
        return assertInstanceOf(Opening.Unusable.class, opening).failure();
    }

    private static void assumeInstalled(String program) {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        assumeTrue(installed, "skipped, because " + program + " is not installed");
    }

    /** Keeps what it hears. */
    private static final class Heard implements Listener {

        private final List<SpokenWord> words = new ArrayList<>();
        private final int frames;
        private short[] pcm = new short[0];
        private int samples;

        Heard(int frames) {
            this.frames = frames;
        }

        @Override
        public Answer hear(short[] frame) {
            pcm = Arrays.copyOf(pcm, samples + frame.length);
            System.arraycopy(frame, 0, pcm, samples, frame.length);
            samples += frame.length;
            return samples < (long) frames * frame.length ? Answer.GO_ON : Answer.STOP;
        }

        @Override
        public void word(SpokenWord word) {
            assertTrue(word.endSample() > samples, "announced too late: " + word);
            words.add(word);
        }

        private double levelDb(int block) {
            return Pcm.levelDb(pcm, block * 160, 160);
        }

        double loudOutsideOfWords() {
            int loud = 0;
            int outside = 0;
            for (int block = 0; block < samples / 160; block++) {
                long middle = block * 160L + 80;
                if (levelDb(block) > -35) {
                    loud++;
                    if (words.stream()
                            .noneMatch(
                                    w -> middle >= w.startSample() && middle < w.endSample())) {
                        outside++;
                    }
                }
            }
            return (double) outside / loud;
        }

        boolean isQuiet(long from, long to) {
            return Pcm.levelDb(pcm, (int) from, (int) (to - from)) < -40;
        }

        long firstLoudMs() {
            int block = 0;
            while (levelDb(block) < -50) {
                block++;
            }
            return block * 10L;
        }

        double activeDb() {
            double power = 0;
            int active = 0;
            for (int block = 0; block < samples / 160; block++) {
                if (levelDb(block) > -40) {
                    power += Math.pow(10, levelDb(block) / 10);
                    active++;
                }
            }
            return 10 * Math.log10(power / active);
        }
    }
}
