/** Knows what it takes to have an agent call someone. */
@NullMarked
package io.antiphon.server.dial;

import org.jspecify.annotations.NullMarked;
