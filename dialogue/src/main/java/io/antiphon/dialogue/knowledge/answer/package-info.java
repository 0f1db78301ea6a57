/** Knows how an answer is made from passages: in their own words, or by a model that is held to them. */
@NullMarked
package io.antiphon.dialogue.knowledge.answer;

import org.jspecify.annotations.NullMarked;
