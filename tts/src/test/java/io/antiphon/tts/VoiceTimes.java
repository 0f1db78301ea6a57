package io.antiphon.tts;

import io.antiphon.audio.Pcm;
import io.antiphon.speech.SpeechSynthesizer.Listener;
import io.antiphon.speech.SpeechSynthesizer.Request;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import io.antiphon.tts.cache.PhraseCache;
import java.util.Arrays;
import java.util.List;

/**
 * How long a caller waits for the first frame of a clause, and how much faster than it is heard a clause is
 * made. Not a test: {@code java -cp ... io.antiphon.tts.VoiceTimes}.
 *
 * <p>Question: can a first clause of six words be made within the 60 ms that a turn has for it?
 */
final class VoiceTimes {

    private static final int RUNS = 50;
    private static final List<String> CLAUSES = List.of("Sure, I can help with that,",
            "Thanks for calling, Dr. Smith will see you at 10:30 on Monday the third of March.");

    private VoiceTimes() {}

    public static void main(String[] args) {
        for (String engine : List.of("flite:slt", "flite:kal16", "espeak-ng:en-us")) {
            for (String clause : CLAUSES) {
                measure(engine, clause, 0);
                measure(engine, clause, 1 << 24);
            }
        }
    }

    private static void measure(String engine, String clause, long cacheBytes) {
        var config = new VoiceConfig(List.of(engine));
        var opened = Voices.open(config, new PhraseCache(cacheBytes), Runnable::run,
                System::nanoTime);
        if (!(opened instanceof Voices.Opened.Speaking(Voice voice, var _))) {
            System.out.println(engine + ": " + opened);
            return;
        }
        for (int i = 0; i < 5; i++) {
            voice.speak(new Request(new UtteranceId(0), clause), new Watch());
        }
        var firsts = new double[RUNS];
        double wholeMs = 0;
        long samples = 0;
        for (int run = 0; run < RUNS; run++) {
            var watch = new Watch();
            SpeechOutcome outcome = voice.speak(new Request(new UtteranceId(0), clause), watch);
            firsts[run] = watch.firstMs;
            wholeMs += (System.nanoTime() - watch.startNs) / 1e6;
            samples += outcome.samples();
        }
        Arrays.sort(firsts);
        System.out.printf("%-16s %-7s %4.1f s  first frame p50 %6.2f ms  p95 %6.2f ms  rtf %.4f%n",
                engine, cacheBytes == 0 ? "engine" : "cached", samples / 16_000.0 / RUNS,
                firsts[RUNS / 2], firsts[(int) (RUNS * 0.95)],
                wholeMs / Pcm.samplesToMs(samples));
        voice.close();
    }

    private static final class Watch implements Listener {

        private final long startNs = System.nanoTime();
        private double firstMs = -1;

        @Override
        public Answer hear(short[] pcm) {
            if (firstMs < 0) {
                firstMs = (System.nanoTime() - startNs) / 1e6;
            }
            return Answer.GO_ON;
        }

        @Override
        public void word(SpokenWord word) {}
    }
}
