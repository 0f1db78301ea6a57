/** Knows what the work of a single frame, message or hand-over costs, and what to compare it with. */
@NullMarked
package io.antiphon.bench;

import org.jspecify.annotations.NullMarked;
