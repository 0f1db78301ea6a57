/** Knows what answers of models cost, and when a call has cost enough. */
@NullMarked
package io.antiphon.dialogue.llm.spend;

import org.jspecify.annotations.NullMarked;
