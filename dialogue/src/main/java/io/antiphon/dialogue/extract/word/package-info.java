/** Knows how alike words are, and what becomes of those that a caller takes back. */
@NullMarked
package io.antiphon.dialogue.extract.word;

import org.jspecify.annotations.NullMarked;
