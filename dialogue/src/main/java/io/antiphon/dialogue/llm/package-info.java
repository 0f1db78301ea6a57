/** Knows what may be asked of a language model, whoever runs it, and how it answers. */
@NullMarked
package io.antiphon.dialogue.llm;

import org.jspecify.annotations.NullMarked;
