/** Knows how text becomes tokens and tokens text, and which token comes next by the scores of a model. */
@NullMarked
package io.antiphon.dialogue.llm.local.token;

import org.jspecify.annotations.NullMarked;
