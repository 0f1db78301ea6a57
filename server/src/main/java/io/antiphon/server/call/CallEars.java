package io.antiphon.server.call;

import io.antiphon.asr.Listening;
import io.antiphon.asr.RecognitionListener;
import io.antiphon.audio.Pcm;
import io.antiphon.fault.EngineFailure;
import io.antiphon.media.Ears;
import io.antiphon.speech.Recognition.Heard;

/**
 * Joins what the media hear to what the recogniser understands. {@link Ears} on the feeding thread,
 * {@link RecognitionListener} on the recogniser's.
 */
final class CallEars {

    private CallEars() {}

    /** Hands the caller's speech to the recogniser. */
    static Ears to(Listening listening) {
        return new Ears() {
            @Override
            public void speechStarts(long position) {
                // The first sound begins the utterance by itself.
            }

            @Override
            public void sound(short[] pcm, long position) {
                listening.sound(pcm, Pcm.FRAME_SAMPLES, position);
            }

            @Override
            public void speechPauses(long position) {
                listening.speechPauses(position);
            }

            @Override
            public void speechGoesOn(long position) {
                listening.speechGoesOn(position);
            }

            @Override
            public void turnOver(long position) {
                listening.turnOver(position);
            }

            @Override
            public void dismissed(long position) {
                listening.dismissed(position);
            }
        };
    }

    /** Hands what was understood to the call. */
    static RecognitionListener posting(CallMailbox mailbox) {
        return new RecognitionListener() {
            @Override
            public void partial(Heard heard, long position) {
                mailbox.post(new CallEvent.Partial(heard, position));
            }

            @Override
            public void paused(Heard heard, long position) {
                mailbox.post(new CallEvent.Paused(heard, position));
            }

            @Override
            public void finished(Heard heard, long position) {
                mailbox.post(new CallEvent.Said(heard, position));
            }

            @Override
            public void failed(EngineFailure failure, long position) {
                mailbox.post(new CallEvent.Deaf(failure, position));
            }
        };
    }
}
