/** Knows how to speak through the voice programs of the operating system. */
@NullMarked
package io.antiphon.tts.system;

import org.jspecify.annotations.NullMarked;
