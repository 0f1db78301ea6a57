/** Knows how an agent's documents are asked by its tool. */
@NullMarked
package io.antiphon.dialogue.knowledge.search;

import org.jspecify.annotations.NullMarked;
