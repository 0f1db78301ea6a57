/** Knows the rules of the house that the compiler cannot keep. */
@NullMarked
package io.antiphon.rules;

import org.jspecify.annotations.NullMarked;
