/** Knows how likely it is that a caller who paused has finished. */
@NullMarked
package io.antiphon.dialogue.sense;

import org.jspecify.annotations.NullMarked;
