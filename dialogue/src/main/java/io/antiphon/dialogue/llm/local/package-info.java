/** Knows how to answer with a language model that runs in this process. */
@NullMarked
package io.antiphon.dialogue.llm.local;

import org.jspecify.annotations.NullMarked;
