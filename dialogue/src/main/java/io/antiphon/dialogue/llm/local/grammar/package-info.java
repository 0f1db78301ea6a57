/** Knows which texts an answer may be, where it may not be any text. */
@NullMarked
package io.antiphon.dialogue.llm.local.grammar;

import org.jspecify.annotations.NullMarked;
