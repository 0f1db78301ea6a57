/** Knows how a caller's telephone works: one call by SIP, its sound on a socket of its own, all of it recorded. */
@NullMarked
package io.antiphon.cli.phone;

import org.jspecify.annotations.NullMarked;
