/** Knows whose speech is recognised next: opens recognisers by name and shares a few threads among many calls. */
@NullMarked
package io.antiphon.asr;

import org.jspecify.annotations.NullMarked;
