/** Knows how pressed keys travel in RTP, as RFC 4733 has it. */
@NullMarked
package io.antiphon.media.dtmf;

import org.jspecify.annotations.NullMarked;
