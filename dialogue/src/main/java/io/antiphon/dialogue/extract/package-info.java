/** Knows how to find intents, days, times, names and digits in what a recogniser understood. */
@NullMarked
package io.antiphon.dialogue.extract;

import org.jspecify.annotations.NullMarked;
