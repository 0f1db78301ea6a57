/** Knows what time it is, and nothing else does. */
@NullMarked
package io.antiphon.time;

import org.jspecify.annotations.NullMarked;
