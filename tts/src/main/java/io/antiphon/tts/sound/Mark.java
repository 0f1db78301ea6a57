package io.antiphon.tts.sound;

/**
 * Where a word of the text lies in raw sound.
 *
 * @param end the first sample behind it
 */
public record Mark(int start, int end) {}
