package io.antiphon.asr.decode;

/**
 * Where in the sound a frame of the network lies.
 *
 * @param samplesPerFrame how far apart the network's frames are
 * @param lateSamples by how much a letter may be named later than it was heard
 */
public record Timing(int samplesPerFrame, int lateSamples) {

    /** Where a word begins whose first letter was named in this frame. */
    public long start(int firstFrame) {
        return Math.max(0, (long) firstFrame * samplesPerFrame - lateSamples);
    }

    /** Where it ends, by the frame of its last letter, which is named at about half of the lateness allowed. */
    public long end(int firstFrame, int lastFrame) {
        return Math.max(start(firstFrame) + samplesPerFrame,
                (lastFrame + 1L) * samplesPerFrame - lateSamples / 2);
    }
}
