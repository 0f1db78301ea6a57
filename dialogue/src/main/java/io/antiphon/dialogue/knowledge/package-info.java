/** Knows what the agents' documents say: finds what answers a question, or that nothing does. */
@NullMarked
package io.antiphon.dialogue.knowledge;

import org.jspecify.annotations.NullMarked;
