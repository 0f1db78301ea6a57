/** Knows how what happened in a call is written down. */
@NullMarked
package io.antiphon.server.trace;

import org.jspecify.annotations.NullMarked;
