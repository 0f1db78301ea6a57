package io.antiphon.cli.listen;

import io.antiphon.asr.vad.SileroModel;
import io.antiphon.audio.Pcm;
import io.antiphon.cli.listen.Recording.Channel;
import io.antiphon.cli.listen.SpeechFinder.Change;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition;
import io.antiphon.speech.RecognitionStream;
import io.antiphon.speech.SpeechRecognizer;
import io.antiphon.time.NanoClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Hears files as fast as the machine can. A short file is one utterance; a longer one is cut in the pauses of
 * its speech, with a margin, so that a word that the voice detector missed is still heard. Any number of
 * threads may use it at once.
 */
final class Transcriber {

    /** Missing speech is worse here than hearing noise. */
    static final double THRESHOLD = 0.35;

    static final int PAUSE_FRAMES = 40;
    static final int MARGIN_FRAMES = 20;

    private static final int SHORT_FRAMES = 12 * 50;
    private static final int BLOCK_FRAMES = 10;

    private final SpeechRecognizer recogniser;
    private final SileroModel detector;
    private final ExpectedSpeech expected;
    private final NanoClock clock;

    Transcriber(SpeechRecognizer recogniser, SileroModel detector, ExpectedSpeech expected,
            NanoClock clock) {
        this.recogniser = recogniser;
        this.detector = detector;
        this.expected = expected;
        this.clock = clock;
    }

    /** Hears a file; an {@link IOException} says why it cannot be. */
    Transcription transcribe(String file, Channel channel) throws IOException {
        var recording = Recording.read(file, channel);
        long begun = clock.nanoTime();
        var utterances = new ArrayList<Utterance>();
        try (var stream = recogniser.open()) {
            stream.expect(expected);
            for (var part : parts(recording)) {
                utterances.add(heard(recording, part, stream));
            }
        }
        return new Transcription(file, utterances, recording.durationNs(),
                clock.nanoTime() - begun);
    }

    private List<Stretch> parts(Recording recording) {
        if (recording.frames() <= SHORT_FRAMES) {
            return List.of(new Stretch(0, recording.frames(), 1));
        }
        try (var voice = detector.open()) {
            var stretches = stretches(Ears.likelihoods(recording, voice),
                    new SpeechFinder(THRESHOLD, PAUSE_FRAMES));
            return widened(stretches, recording.frames());
        }
    }

    static List<Stretch> stretches(float[] likelihoods, SpeechFinder finder) {
        var stretches = new ArrayList<Stretch>();
        for (float likelihood : likelihoods) {
            if (finder.hear(likelihood) == Change.ENDED) {
                stretches.add(finder.newest());
            }
        }
        if (finder.end() == Change.ENDED) {
            stretches.add(finder.newest());
        }
        return stretches;
    }

    /** Each with a margin on both sides, which takes nothing from its neighbours. */
    static List<Stretch> widened(List<Stretch> stretches, int frames) {
        var widened = new ArrayList<Stretch>();
        int before = 0;
        for (int i = 0; i < stretches.size(); i++) {
            var stretch = stretches.get(i);
            int behind = i + 1 < stretches.size() ? stretches.get(i + 1).start() : frames;
            int end = Math.min(stretch.end() + MARGIN_FRAMES, (stretch.end() + behind + 1) / 2);
            int start = Math.max(before, stretch.start() - MARGIN_FRAMES);
            widened.add(new Stretch(start, Math.max(end, stretch.end()), stretch.likelihood()));
            before = widened.getLast().end();
        }
        return widened;
    }

    private Utterance heard(Recording recording, Stretch part, RecognitionStream stream)
            throws IOException {
        var block = new short[BLOCK_FRAMES * Pcm.FRAME_SAMPLES];
        int end = Math.min(recording.length(), part.end() * Pcm.FRAME_SAMPLES);
        for (int at = part.start() * Pcm.FRAME_SAMPLES; at < end; at += block.length) {
            stream.hear(block, Math.min(recording.copy(at, block), end - at));
        }
        return new Utterance(part.start(), part.end(), words(stream.finish(), recording.name()));
    }

    static Recognition.Heard words(Recognition recognition, String file) throws IOException {
        return switch (recognition) {
            case Recognition.Heard heard -> heard;
            case Recognition.Failed(var failure) -> throw new IOException(
                    file + ": " + failure.engine() + ": " + failure.detail());
        };
    }
}
