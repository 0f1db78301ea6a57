/** Knows whether JSON is what a JSON Schema asks for, and says in words what is wrong with it. */
@NullMarked
package io.antiphon.dialogue.schema;

import org.jspecify.annotations.NullMarked;
