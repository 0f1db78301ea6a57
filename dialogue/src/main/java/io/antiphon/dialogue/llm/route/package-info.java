/** Knows which model to ask for what, and whom to ask instead. */
@NullMarked
package io.antiphon.dialogue.llm.route;

import org.jspecify.annotations.NullMarked;
