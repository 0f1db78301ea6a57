/** Knows what was said in a call, and of the agent's words only those that were heard. */
@NullMarked
package io.antiphon.dialogue.history;

import org.jspecify.annotations.NullMarked;
