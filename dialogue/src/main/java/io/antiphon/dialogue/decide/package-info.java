/** Knows what the agent does next, given where the conversation is and what happened. */
@NullMarked
package io.antiphon.dialogue.decide;

import org.jspecify.annotations.NullMarked;
