/** Knows how to read words out of a network that names a letter, or nothing, every few hundredths of a second. */
@NullMarked
package io.antiphon.asr.ctc;

import org.jspecify.annotations.NullMarked;
