/** Knows what has been said before, and says it again without an engine. */
@NullMarked
package io.antiphon.tts.cache;

import org.jspecify.annotations.NullMarked;
