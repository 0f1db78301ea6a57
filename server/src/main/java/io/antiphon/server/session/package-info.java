/** Knows the conversations that were cut off, and whose they are. */
@NullMarked
package io.antiphon.server.session;

import org.jspecify.annotations.NullMarked;
