/** Knows how to have done what a conversation waits for: tools called, documents searched. */
@NullMarked
package io.antiphon.dialogue.errand;

import org.jspecify.annotations.NullMarked;
