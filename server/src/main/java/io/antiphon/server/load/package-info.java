/** Knows when one more call would harm those that are up. */
@NullMarked
package io.antiphon.server.load;

import org.jspecify.annotations.NullMarked;
