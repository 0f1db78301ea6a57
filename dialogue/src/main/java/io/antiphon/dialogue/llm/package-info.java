/** Knows how to ask language models that are reached by HTTP. */
@NullMarked
package io.antiphon.dialogue.llm;

import org.jspecify.annotations.NullMarked;
