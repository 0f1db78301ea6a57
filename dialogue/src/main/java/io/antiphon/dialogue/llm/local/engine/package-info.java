/** Knows what is asked of a language model in this process, and how its answers come and end. */
@NullMarked
package io.antiphon.dialogue.llm.local.engine;

import org.jspecify.annotations.NullMarked;
