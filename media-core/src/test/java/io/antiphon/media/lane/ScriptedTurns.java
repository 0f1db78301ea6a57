package io.antiphon.media.lane;

import io.antiphon.speech.TurnDetector;

/** Says what a test wants it to say. */
final class ScriptedTurns implements TurnDetector {

    float turnOver = UNDECIDED;
    float interruption;
    float backchannel;
    float noise;
    long frames;
    boolean isClosed;

    @Override
    public void hear(short[] pcm) {
        frames++;
    }

    @Override
    public float turnOver() {
        return turnOver;
    }

    @Override
    public float interruption() {
        return interruption;
    }

    @Override
    public float backchannel() {
        return backchannel;
    }

    @Override
    public float noise() {
        return noise;
    }

    @Override
    public void reset() {}

    @Override
    public void close() {
        isClosed = true;
    }
}
