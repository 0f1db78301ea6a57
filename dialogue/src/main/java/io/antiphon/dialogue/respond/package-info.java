/** Knows how the words of an answer come, one after the other, until nobody wants them any more. */
@NullMarked
package io.antiphon.dialogue.respond;

import org.jspecify.annotations.NullMarked;
