/** Knows how sound is coded on the wire, and what to say in place of sound that did not come. */
@NullMarked
package io.antiphon.media.codec;

import org.jspecify.annotations.NullMarked;
