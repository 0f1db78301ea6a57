/** Knows which intent is meant where a caller puts it in words that no template foresees. */
@NullMarked
package io.antiphon.dialogue.extract.meaning;

import org.jspecify.annotations.NullMarked;
