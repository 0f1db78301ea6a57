/** Knows what a call's media promise to the rest of the house, and says it in the house's words. */
@NullMarked
package io.antiphon.media;

import org.jspecify.annotations.NullMarked;
