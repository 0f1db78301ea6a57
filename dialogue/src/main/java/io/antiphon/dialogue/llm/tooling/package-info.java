/** Knows what to do when a language model asks for a tool: run it, and let the model go on. */
@NullMarked
package io.antiphon.dialogue.llm.tooling;

import org.jspecify.annotations.NullMarked;
