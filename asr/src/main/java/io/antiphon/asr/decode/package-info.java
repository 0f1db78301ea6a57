/** Knows how to read words out of a network that names a letter, a sound or nothing in each frame. */
@NullMarked
package io.antiphon.asr.decode;

import org.jspecify.annotations.NullMarked;
