/** Knows what a language model is told: parts from files, within a budget, with what others said as mere data. */
@NullMarked
package io.antiphon.dialogue.prompt;

import org.jspecify.annotations.NullMarked;
