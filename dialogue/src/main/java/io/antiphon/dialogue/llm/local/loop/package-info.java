/** Knows how to word an answer token by token, with a network that is told its past at each step. */
@NullMarked
package io.antiphon.dialogue.llm.local.loop;

import org.jspecify.annotations.NullMarked;
