package io.antiphon.cli.listen;

/**
 * Finds the stretches of speech in a row of likelihoods, one a frame. A stretch begins with three likely frames
 * and ends with a pause; the longer it has become the shorter a pause will do, for a recogniser hears
 * utterances, not speeches.
 */
final class SpeechFinder {

    /** What a frame has changed. */
    enum Change {
        NONE,
        BEGAN,
        ENDED
    }

    private static final int FRAMES_PER_SECOND = 50;
    private static final int LEAST_SPEECH = 3;
    private static final int LEAST_PAUSE = 5;
    private static final int LONG = 15 * FRAMES_PER_SECOND;
    private static final int LONGEST = 30 * FRAMES_PER_SECOND;

    /** A frame ends speech only if it is less likely than one that begins it. */
    private static final double HYSTERESIS = 0.15;

    private final double threshold;
    private final int pause;
    private int frames;
    private int run;
    private double runLikelihood;
    private boolean speaking;
    private int start;
    private int voicedEnd;
    private double sum;
    private double voicedSum;
    private Stretch newest = new Stretch(0, 0, 0);

    /**
     * @param threshold how likely a frame of speech is, from 0 to 1
     * @param pause frames without speech that end a stretch
     */
    SpeechFinder(double threshold, int pause) {
        this.threshold = threshold;
        this.pause = pause;
    }

    /** Takes the likelihood of the next frame. */
    Change hear(float likelihood) {
        frames++;
        return speaking ? goOn(likelihood) : wait(likelihood);
    }

    private Change wait(float likelihood) {
        boolean likely = likelihood >= threshold;
        run = likely ? run + 1 : 0;
        runLikelihood = likely ? runLikelihood + likelihood : 0;
        if (run < LEAST_SPEECH) {
            return Change.NONE;
        }
        speaking = true;
        start = frames - run;
        voicedEnd = frames;
        sum = runLikelihood;
        voicedSum = sum;
        newest = new Stretch(start, frames, sum / run);
        return Change.BEGAN;
    }

    private Change goOn(float likelihood) {
        sum += likelihood;
        if (likelihood >= threshold - HYSTERESIS) {
            voicedEnd = frames;
            voicedSum = sum;
        }
        int length = frames - start;
        return frames - voicedEnd >= pauseAfter(length) || length >= LONGEST
                ? ended()
                : Change.NONE;
    }

    private int pauseAfter(int length) {
        return length <= LONG
                ? pause
                : Math.min(pause, Math.max(LEAST_PAUSE,
                        pause * (LONGEST - length) / (LONGEST - LONG)));
    }

    /** The sound is over. */
    Change end() {
        return speaking ? ended() : Change.NONE;
    }

    private Change ended() {
        newest = new Stretch(start, voicedEnd, voicedSum / Math.max(1, voicedEnd - start));
        speaking = false;
        run = 0;
        runLikelihood = 0;
        return Change.ENDED;
    }

    boolean isSpeaking() {
        return speaking;
    }

    /** The stretch that began or ended last. */
    Stretch newest() {
        return newest;
    }
}
