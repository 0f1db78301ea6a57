/** Knows which RFC was tried with which peer, and what came of it. */
@NullMarked
package io.antiphon.server.interop;

import org.jspecify.annotations.NullMarked;
