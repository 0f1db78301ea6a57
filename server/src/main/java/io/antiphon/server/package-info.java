/** Knows every module, and wires them into a running server. */
@NullMarked
package io.antiphon.server;

import org.jspecify.annotations.NullMarked;
