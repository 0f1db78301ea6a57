/** Knows how well the sound arrives on both sides, and tells the other side so (RFC 3550, chapter 6). */
@NullMarked
package io.antiphon.media.rtcp;

import org.jspecify.annotations.NullMarked;
