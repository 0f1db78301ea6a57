/** Knows when something that keeps failing is better left alone for a while. */
@NullMarked
package io.antiphon.dialogue.breaker;

import org.jspecify.annotations.NullMarked;
