package io.antiphon.tts.piper;

import ai.onnxruntime.OrtException;
import io.antiphon.tts.piper.PiperConfig.Scales;
import io.antiphon.tts.piper.PiperSession.Outputs;
import io.antiphon.tts.piper.PiperSession.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The graphs of a voice: one that makes a clause at once, or two that make it piece by piece. Read-only: any
 * number of threads may speak at once.
 */
sealed interface PiperModel extends AutoCloseable {

    /** A clause that is being made. Belongs to one thread. */
    interface Making {

        /** How many frames each id lasts; empty if the voice does not tell. */
        float[] durations();

        /** The next piece of sound, from -1 to 1, or nothing when all has been made. */
        float[] next() throws OrtException;
    }

    Making begin(long[] ids, Scales scales) throws OrtException;

    @Override
    void close();

    /** Opens what the configuration says; an {@link IOException} names the file and what is wrong with it. */
    static PiperModel open(Path model, PiperConfig config) throws IOException {
        return config.split().isPresent()
                ? Halves.open(model, config.split().get())
                : Whole.open(model, config);
    }

    /** Any Piper voice. */
    record Whole(PiperSession session) implements PiperModel {

        private static final String SOUND = "output";

        static Whole open(Path model, PiperConfig config) throws IOException {
            var session = PiperSession.open(model, PiperSession.TEXT_INPUTS, Set.of(SOUND));
            if (config.speakers() > 1 && !session.hasInput("sid")) {
                session.close();
                throw new IOException(model + ": expected an input \"sid\", for there are "
                        + config.speakers() + " speakers");
            }
            return new Whole(session);
        }

        @Override
        public Making begin(long[] ids, Scales scales) throws OrtException {
            Outputs outputs = session.ofIds(ids, scales);
            float[] durations = outputs.otherThan(List.of(SOUND)).values();
            return new Making() {

                private float[] sound = outputs.of(SOUND).values();

                @Override
                public float[] durations() {
                    return durations;
                }

                @Override
                public float[] next() {
                    float[] all = sound;
                    sound = new float[0];
                    return all;
                }
            };
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /** A voice in halves: the first reads the clause, the second makes sound of any stretch of frames. */
    record Halves(PiperSession encoder, PiperSession decoder,
            PiperConfig.Split split) implements PiperModel {

        private static final String FEATURES = "z";
        private static final String MASK = "y_mask";
        private static final String SOUND = "output";

        static Halves open(Path model, PiperConfig.Split split) throws IOException {
            var encoder = PiperSession.open(model.resolveSibling(split.encoder()),
                    PiperSession.TEXT_INPUTS, Set.of(FEATURES, MASK));
            try {
                var decoder = PiperSession.open(model.resolveSibling(split.decoder()),
                        Set.of(FEATURES, MASK), Set.of(SOUND));
                return new Halves(encoder, decoder, split);
            } catch (IOException e) {
                encoder.close();
                throw e;
            }
        }

        @Override
        public Making begin(long[] ids, Scales scales) throws OrtException {
            Outputs outputs = encoder.ofIds(ids, scales);
            return new Pieces(outputs.of(FEATURES), outputs.of(MASK),
                    outputs.otherThan(List.of(FEATURES, MASK)).values());
        }

        @Override
        public void close() {
            encoder.close();
            decoder.close();
        }

        /** Each piece is made with the frames around it that its sound depends on, which are then cut off. */
        private final class Pieces implements Making {

            private final Tensor features;
            private final Tensor mask;
            private final float[] durations;
            private int made;

            Pieces(Tensor features, Tensor mask, float[] durations) {
                this.features = features;
                this.mask = mask;
                this.durations = durations;
            }

            @Override
            public float[] durations() {
                return durations;
            }

            @Override
            public float[] next() throws OrtException {
                int frames = features.columns();
                if (made >= frames) {
                    return new float[0];
                }
                int until = Math.min(frames,
                        made + (made == 0 ? split.firstFrames() : split.moreFrames()));
                int from = Math.max(0, made - split.framesBefore());
                int to = Math.min(frames, until + split.framesBehind());
                float[] sound = decoder.ofColumns(features.columns(from, to),
                        mask.columns(from, to)).of(SOUND).values();
                int hop = sound.length / (to - from);
                var piece = new float[(until - made) * hop];
                System.arraycopy(sound, (made - from) * hop, piece, 0, piece.length);
                made = until;
                return piece;
            }
        }
    }
}
