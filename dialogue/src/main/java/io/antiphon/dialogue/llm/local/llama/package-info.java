/** Knows how to run a GGUF language model with llama.cpp; the only place that knows its binding. */
@NullMarked
package io.antiphon.dialogue.llm.local.llama;

import org.jspecify.annotations.NullMarked;
