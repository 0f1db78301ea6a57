/** Knows how a call's packets are kept secret and whole (SRTP, RFC 3711); the SRTP library lives here. */
@NullMarked
package io.antiphon.media.secure;

import org.jspecify.annotations.NullMarked;
