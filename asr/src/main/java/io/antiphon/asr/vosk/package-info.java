/** Knows Vosk: which of its models are whole, and how its answers become ours. */
@NullMarked
package io.antiphon.asr.vosk;

import org.jspecify.annotations.NullMarked;
