/** Knows how callers spell: letter names, alphabets, "as in", "double". */
@NullMarked
package io.antiphon.dialogue.extract.spell;

import org.jspecify.annotations.NullMarked;
