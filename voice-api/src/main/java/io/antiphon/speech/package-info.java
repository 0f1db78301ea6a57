/** Knows what a recogniser, a voice and a voice detector promise. */
@NullMarked
package io.antiphon.speech;

import org.jspecify.annotations.NullMarked;
