/** Knows how two ends of a stream agree on its keys within the stream (DTLS-SRTP, RFC 5764); Bouncy Castle lives here. */
@NullMarked
package io.antiphon.media.dtls;

import org.jspecify.annotations.NullMarked;
