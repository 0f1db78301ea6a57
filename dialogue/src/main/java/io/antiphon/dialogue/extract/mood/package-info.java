/** Knows which words callers use who are pleased, displeased or angry. */
@NullMarked
package io.antiphon.dialogue.extract.mood;

import org.jspecify.annotations.NullMarked;
