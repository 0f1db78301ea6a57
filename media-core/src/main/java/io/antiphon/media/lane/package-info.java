/** Knows the way of a frame between wire, floor and ears, for the callers of one event loop. */
@NullMarked
package io.antiphon.media.lane;

import org.jspecify.annotations.NullMarked;
