package io.antiphon.cli.listen;

import io.antiphon.asr.vad.SileroModel;
import io.antiphon.audio.Pcm;
import io.antiphon.cli.listen.SpeechFinder.Change;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.RecognitionStream;
import io.antiphon.speech.SpeechRecognizer;
import java.io.IOException;
import java.util.function.IntConsumer;

/** Hears a file as a call would bring it: frame by frame at its own pace, not knowing what comes. */
final class LiveTranscriber {

    /** Who is told what is heard. */
    interface Reader {

        void partial(int frame, Heard heard);

        void said(int frame, Utterance utterance);
    }

    private final SpeechRecognizer recogniser;
    private final SileroModel detector;
    private final ExpectedSpeech expected;
    private final IntConsumer pace;

    /** @param pace returns when the frame of that number has been spoken */
    LiveTranscriber(SpeechRecognizer recogniser, SileroModel detector, ExpectedSpeech expected,
            IntConsumer pace) {
        this.recogniser = recogniser;
        this.detector = detector;
        this.expected = expected;
        this.pace = pace;
    }

    void transcribe(Recording recording, Reader reader) throws IOException {
        try (var stream = recogniser.open(); var voice = detector.open()) {
            stream.expect(expected);
            var hearing = new Hearing(recording, stream, reader);
            var frame = new short[Pcm.FRAME_SAMPLES];
            for (int i = 0; i < recording.frames(); i++) {
                pace.accept(i);
                recording.frame(i, frame);
                hearing.take(i, frame, voice.likelihood(frame));
            }
            hearing.end();
        }
    }

    /** The state of one file. */
    private static final class Hearing {

        private final Recording recording;
        private final RecognitionStream stream;
        private final Reader reader;
        private final SpeechFinder finder = new SpeechFinder(Transcriber.THRESHOLD,
                Transcriber.PAUSE_FRAMES);
        private int from;
        private int spent;
        private String shown = "";

        Hearing(Recording recording, RecognitionStream stream, Reader reader) {
            this.recording = recording;
            this.stream = stream;
            this.reader = reader;
        }

        void take(int number, short[] frame, float likelihood) throws IOException {
            boolean spoke = finder.isSpeaking();
            var change = finder.hear(likelihood);
            if (change == Change.BEGAN) {
                from = Math.max(spent, finder.newest().start() - Transcriber.MARGIN_FRAMES);
                for (int i = from; i < number; i++) {
                    var missed = new short[Pcm.FRAME_SAMPLES];
                    recording.frame(i, missed);
                    stream.hear(missed, missed.length);
                }
            }
            if (spoke || change == Change.BEGAN) {
                show(number, Transcriber.words(stream.hear(frame, frame.length),
                        recording.name()));
            }
            if (change == Change.ENDED) {
                finish(number + 1);
            }
        }

        private void show(int number, Heard heard) {
            if (!heard.text().equals(shown)) {
                shown = heard.text();
                reader.partial(number, heard);
            }
        }

        void end() throws IOException {
            if (finder.end() == Change.ENDED) {
                finish(recording.frames());
            }
        }

        private void finish(int end) throws IOException {
            var heard = Transcriber.words(stream.finish(), recording.name());
            reader.said(end, new Utterance(from, end, heard));
            spent = end;
            shown = "";
        }
    }
}
