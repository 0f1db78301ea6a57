/** Knows what sound looks like inside the house, and how it is brought into that shape. */
@NullMarked
package io.antiphon.audio;

import org.jspecify.annotations.NullMarked;
