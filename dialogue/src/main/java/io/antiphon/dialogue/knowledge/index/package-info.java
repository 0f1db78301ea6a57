/** Knows how passages are found again by their words and by their meaning: an index by Lucene. */
@NullMarked
package io.antiphon.dialogue.knowledge.index;

import org.jspecify.annotations.NullMarked;
