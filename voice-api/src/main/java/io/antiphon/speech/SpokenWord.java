package io.antiphon.speech;

/**
 * Where a word lies in speech that was synthesised.
 *
 * @param text the word as it stood in the text, with its punctuation
 * @param startSample counted from the first sample of the request, at 16 kHz
 * @param endSample the first sample behind the word
 */
public record SpokenWord(String text, long startSample, long endSample) {

    public SpokenWord {
        if (startSample < 0 || endSample < startSample) {
            throw new IllegalArgumentException(
                    "a word lies from " + startSample + " to " + endSample);
        }
    }

    /** The same word, later by so many samples. */
    public SpokenWord later(long samples) {
        return new SpokenWord(text, startSample + samples, endSample + samples);
    }
}
