/** Knows whether those whom we call are there, without touching a socket. */
@NullMarked
package io.antiphon.sip.ping;

import org.jspecify.annotations.NullMarked;
