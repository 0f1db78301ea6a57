/** Knows how an engine says that it could not. */
@NullMarked
package io.antiphon.fault;

import org.jspecify.annotations.NullMarked;
