/** Knows the agent's voice between synthesis and wire: what waits, what was heard, what was cut. */
@NullMarked
package io.antiphon.media.playout;

import org.jspecify.annotations.NullMarked;
