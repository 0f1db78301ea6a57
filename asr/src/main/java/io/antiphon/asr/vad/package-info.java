/** Knows whether somebody speaks, by a small network or by loudness alone. */
@NullMarked
package io.antiphon.asr.vad;

import org.jspecify.annotations.NullMarked;
