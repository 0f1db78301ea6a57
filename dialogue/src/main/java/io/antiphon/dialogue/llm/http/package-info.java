/** Knows how to ask language models that are reached by HTTP, each in its own protocol. */
@NullMarked
package io.antiphon.dialogue.llm.http;

import org.jspecify.annotations.NullMarked;
