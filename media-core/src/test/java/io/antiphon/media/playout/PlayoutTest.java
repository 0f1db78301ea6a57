package io.antiphon.media.playout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Pcm;
import io.antiphon.media.playout.PlayoutWriter.Offer;
import io.antiphon.speech.UtteranceId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlayoutTest {

    private static final UtteranceId FIRST = new UtteranceId(1);
    private static final UtteranceId SECOND = new UtteranceId(2);
    private static final int FRAME = Pcm.FRAME_SAMPLES;

    private final Playout playout = new Playout(8);
    private final Scribe scribe = new Scribe();
    private final short[] pcm = new short[FRAME];

    @Test
    void framesComeOutInTheOrderTheyWentIn() {
        for (int i = 1; i <= 8; i++) {
            assertEquals(Offer.TAKEN, playout.offer(FIRST, frameOf(i)));
        }
        assertEquals(Offer.FULL, playout.offer(FIRST, frameOf(9)));
        assertEquals(0, playout.room());
        for (int i = 1; i <= 8; i++) {
            assertTrue(poll());
            assertEquals(i, pcm[0]);
        }
        assertFalse(poll());
        assertEquals(8, playout.room());
    }

    @Test
    void anUtteranceIsReportedWhenItsLastSampleHasHadItsTime() {
        playout.offer(FIRST, frameOf(1));
        playout.end(FIRST);
        poll();
        assertEquals(List.of("started 1"), scribe.lines);
        poll();
        assertEquals(List.of("started 1", "ended 1 after 320"), scribe.lines);
    }

    @Test
    void utterancesFollowEachOtherWithoutAGap() {
        playout.offer(FIRST, frameOf(1));
        playout.end(FIRST);
        playout.offer(SECOND, frameOf(2));
        playout.end(SECOND);
        poll();
        poll();
        assertEquals(2, pcm[0]);
        poll();
        assertEquals(List.of("started 1", "ended 1 after 320", "started 2", "ended 2 after 320"),
                scribe.lines);
    }

    @Test
    void anUtteranceWhoseEndWasForgottenEndsWithTheNext() {
        playout.offer(FIRST, frameOf(1));
        playout.offer(SECOND, frameOf(2));
        poll();
        poll();
        assertEquals(List.of("started 1", "ended 1 after 320", "started 2"), scribe.lines);
    }

    @Test
    void nothingOfACutUtteranceIsHeard() {
        playout.offer(FIRST, frameOf(1));
        playout.offer(FIRST, frameOf(2));
        playout.cut(FIRST);
        assertEquals(Offer.CUT, playout.offer(FIRST, frameOf(3)));
        assertEquals(Offer.CUT, playout.end(FIRST));
        assertEquals(Offer.TAKEN, playout.offer(SECOND, frameOf(4)));
        assertTrue(poll());
        assertEquals(4, pcm[0]);
        assertEquals(List.of("cut 1 after 0", "started 2"), scribe.lines);
    }

    @Test
    void aCutFadesFor5MsAndThenNothingIsHeard() {
        for (int i = 0; i < 4; i++) {
            playout.offer(FIRST, loud());
        }
        poll();
        playout.cut(FIRST);
        assertTrue(poll());
        for (int i = 1; i < 80; i++) {
            assertTrue(pcm[i] <= pcm[i - 1]);
        }
        assertEquals(0, pcm[80]);
        assertFalse(poll());
        assertEquals(List.of("started 1", "cut 1 after 400"), scribe.lines);
    }

    @Test
    void cutIsReportedThoughTheSynthesiserHadNothingReady() {
        playout.offer(FIRST, frameOf(1));
        poll();
        poll();
        playout.cut(FIRST);
        poll();
        assertEquals(List.of("started 1", "cut 1 after 320"), scribe.lines);
    }

    @Test
    void cutWhileNothingMayBePlayedLeavesNothingToHearLater() {
        playout.offer(FIRST, loud());
        playout.offer(FIRST, loud());
        poll();
        playout.cut(FIRST);
        playout.rest(scribe);
        assertEquals(List.of("started 1", "cut 1 after 320"), scribe.lines);
        assertFalse(poll());
    }

    @Test
    void cutAllReachesWhatIsQueuedBehind() {
        playout.offer(FIRST, loud());
        playout.end(FIRST);
        playout.offer(SECOND, loud());
        poll();
        playout.cutAll();
        assertFalse(poll());
        assertEquals(List.of("started 1", "cut 1 after 320", "cut 2 after 0"), scribe.lines);
    }

    @Test
    void duckedVoiceIs12DbSofterWithin20Ms() {
        for (int i = 0; i < 8; i++) {
            playout.offer(FIRST, loud());
        }
        poll();
        playout.manner(Manner.DUCKED);
        poll();
        poll();
        assertEquals(2512, pcm[0], 1);
        playout.manner(Manner.PLAY);
        for (int i = 0; i < 4; i++) {
            poll();
        }
        assertEquals(10_000, pcm[0]);
    }

    @Test
    void heldVoiceIsSilentAfter15Ms() {
        for (int i = 0; i < 4; i++) {
            playout.offer(FIRST, loud());
        }
        poll();
        playout.manner(Manner.HELD);
        poll();
        assertTrue(pcm[200] > 0);
        assertEquals(0, pcm[240]);
        assertFalse(poll());
        assertFalse(poll());
    }

    @Test
    void nothingBeginsWhileHeld() {
        playout.manner(Manner.HELD);
        playout.offer(FIRST, loud());
        assertFalse(poll());
        playout.manner(Manner.PLAY);
        assertTrue(poll());
        assertEquals(10_000, pcm[0]);
    }

    @Test
    void closedPlayoutTakesNothing() {
        playout.close();
        assertEquals(Offer.CUT, playout.offer(FIRST, loud()));
    }

    /** Each sample says where it stands, and gain 1 tells the truth about it. */
    @Test
    void holdingSkipsAndRepeatsNoSample() {
        for (long seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var scene = new Playout(64);
            var progress = new Scribe();
            for (int frame = 0; frame < 50; frame++) {
                scene.offer(FIRST, numbered(frame));
            }
            scene.end(FIRST);
            long loudest = 0;
            for (int beat = 0; beat < 2_000 && progress.lines.size() < 2; beat++) {
                if (random.nextInt(4) == 0 || beat > 1_000) {
                    var all = beat > 1_000 ? new Manner[]{Manner.PLAY} : Manner.values();
                    scene.manner(all[random.nextInt(all.length)]);
                }
                scene.poll(pcm, progress);
                for (short sample : pcm) {
                    // Softened samples are smaller than they were; none is ever greater than its place.
                    assertTrue(sample <= loudest + FRAME, "seed " + seed);
                    loudest = Math.max(loudest, sample);
                }
            }
            assertEquals(List.of("started 1", "ended 1 after " + 50 * FRAME), progress.lines,
                    "seed " + seed);
        }
    }

    @Test
    void afterResumeTheNextSampleIsTheOneThatWasDue() {
        for (int held = 1; held < 20; held++) {
            var scene = new Playout(64);
            for (int frame = 0; frame < 50; frame++) {
                scene.offer(FIRST, numbered(frame));
            }
            scene.poll(pcm, scribe);
            scene.manner(Manner.HELD);
            for (int beat = 0; beat < held; beat++) {
                scene.poll(pcm, scribe);
            }
            scene.manner(Manner.PLAY);
            for (int beat = 0; beat < 4; beat++) {
                scene.poll(pcm, scribe);
            }
            // One beat, a fade of 15 ms, and four beats.
            scene.poll(pcm, scribe);
            int due = FRAME + 240 + 4 * FRAME;
            for (int i = 0; i < FRAME; i++) {
                assertEquals(due + i, pcm[i]);
            }
        }
    }

    private boolean poll() {
        return playout.poll(pcm, scribe);
    }

    private static short[] numbered(int frame) {
        var pcm = new short[FRAME];
        for (int i = 0; i < FRAME; i++) {
            pcm[i] = (short) (frame * FRAME + i);
        }
        return pcm;
    }

    private static short[] loud() {
        var pcm = new short[FRAME];
        Arrays.fill(pcm, (short) 10_000);
        return pcm;
    }

    private static short[] frameOf(int value) {
        var pcm = new short[FRAME];
        pcm[0] = (short) value;
        return pcm;
    }
}
