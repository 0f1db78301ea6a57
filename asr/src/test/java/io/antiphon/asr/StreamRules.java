package io.antiphon.asr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.Recognition.Word;
import io.antiphon.speech.RecognitionStream;
import io.antiphon.speech.SpeechRecognizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is true of the streams of every recogniser, tried with the speech of the tiny models. */
public final class StreamRules {

    private static final int FRAME = 320;

    private StreamRules() {}

    /** Letters that are said, and the words that are to be heard. */
    public record Saying(String letters, String words) {}

    /** Hands over sound in pieces; answers with what was understood after each. */
    public static List<Heard> feed(RecognitionStream stream, short[] pcm, int size) {
        var answers = new ArrayList<Heard>();
        for (int at = 0; at < pcm.length; at += size) {
            int count = Math.min(size, pcm.length - at);
            var piece = Arrays.copyOfRange(pcm, at, at + count);
            answers.add(assertInstanceOf(Heard.class, stream.hear(piece, count)));
        }
        return answers;
    }

    public static List<String> texts(Heard heard) {
        return heard.words().stream().map(Word::text).toList();
    }

    /** An utterance knows nothing of the last one, whether that was finished or not. */
    public static void forgets(SpeechRecognizer recognizer, String before, Saying saying) {
        try (var stream = recognizer.open()) {
            feed(stream, TinyTones.speech(before), FRAME);
            stream.cancel();
            assertEquals(Heard.NOTHING, stream.finish());
            feed(stream, TinyTones.speech(saying.letters()), FRAME);
            var once = stream.finish();
            feed(stream, TinyTones.speech(saying.letters()), FRAME);
            assertEquals(once, stream.finish());
            assertEquals(saying.words(), ((Heard) once).text());
        }
    }

    /** Two streams of one model, fed by turns; both sayings have as many letters. */
    public static void doNotMix(SpeechRecognizer recognizer, Saying some, Saying others) {
        try (var one = recognizer.open(); var other = recognizer.open()) {
            var first = TinyTones.speech(some.letters());
            var second = TinyTones.speech(others.letters());
            for (int at = 0; at < first.length; at += FRAME) {
                one.hear(Arrays.copyOfRange(first, at, at + FRAME), FRAME);
                other.hear(Arrays.copyOfRange(second, at, at + FRAME), FRAME);
            }
            assertEquals(some.words(), ((Heard) one.finish()).text());
            assertEquals(others.words(), ((Heard) other.finish()).text());
        }
    }

    /** Two threads use one model, each with a stream of its own. */
    public static void areOfTwoThreads(SpeechRecognizer recognizer, Saying some, Saying others)
            throws InterruptedException {
        var sayings = List.of(some, others);
        var heard = new String[2];
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 2; i++) {
            int number = i;
            threads.add(Thread.ofPlatform().start(() -> {
                try (var stream = recognizer.open()) {
                    for (int round = 0; round < 20; round++) {
                        feed(stream, TinyTones.speech(sayings.get(number).letters()), FRAME);
                        var text = ((Heard) stream.finish()).text();
                        heard[number] = round == 0 || text.equals(heard[number]) ? text : "mixed";
                    }
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertEquals(List.of(some.words(), others.words()), List.of(heard));
    }

    /** Words that were called stable are those of the end, and some are called so before it. */
    public static void stableWordsStay(SpeechRecognizer recognizer, String letters) {
        try (var stream = recognizer.open()) {
            var partials = feed(stream, TinyTones.speech(letters), FRAME);
            var end = (Heard) stream.finish();
            int most = 0;
            for (var partial : partials) {
                assertTrue(partial.stableWords() >= most, partial::toString);
                most = partial.stableWords();
                assertEquals(texts(end).subList(0, most), texts(partial).subList(0, most));
            }
            assertTrue(most >= 3, "stable at the end: " + most);
        }
    }
}
