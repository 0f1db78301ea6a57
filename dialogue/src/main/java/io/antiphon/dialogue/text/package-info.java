/** Knows how to hold a conversation in writing: the loop of a call without its sound. */
@NullMarked
package io.antiphon.dialogue.text;

import org.jspecify.annotations.NullMarked;
