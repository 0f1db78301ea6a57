/** Knows how the agent speaks: which voices there are, which one takes a clause, and in what order. */
@NullMarked
package io.antiphon.tts;

import org.jspecify.annotations.NullMarked;
