/** Knows how a caller sounds who has finished, who wants the floor, or who only listens. */
@NullMarked
package io.antiphon.asr.turn;

import org.jspecify.annotations.NullMarked;
