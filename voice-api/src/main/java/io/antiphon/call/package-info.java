/** Knows what tells one call from another. */
@NullMarked
package io.antiphon.call;

import org.jspecify.annotations.NullMarked;
