/** Knows how a document is cut into passages that can be found and said. */
@NullMarked
package io.antiphon.dialogue.knowledge.passage;

import org.jspecify.annotations.NullMarked;
