/** Knows how pressed keys travel: in packets of their own, as RFC 4733 has it, or in the sound. */
@NullMarked
package io.antiphon.media.dtmf;

import org.jspecify.annotations.NullMarked;
