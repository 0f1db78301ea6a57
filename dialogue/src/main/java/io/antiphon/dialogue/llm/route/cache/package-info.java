/** Knows answers that were given before to what is asked again. */
@NullMarked
package io.antiphon.dialogue.llm.route.cache;

import org.jspecify.annotations.NullMarked;
