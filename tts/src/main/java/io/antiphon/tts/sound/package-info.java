/** Knows how the sound of a voice becomes frames of one level, with every word in its place. */
@NullMarked
package io.antiphon.tts.sound;

import org.jspecify.annotations.NullMarked;
