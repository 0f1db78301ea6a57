/** Knows who may be heard: when a caller's turn ends, and when an agent gives way. */
@NullMarked
package io.antiphon.media.floor;

import org.jspecify.annotations.NullMarked;
