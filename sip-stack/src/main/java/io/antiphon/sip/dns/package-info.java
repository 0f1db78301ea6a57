/** Knows how a SIP URI becomes addresses (RFC 3263), without ever waiting for a name server. */
@NullMarked
package io.antiphon.sip.dns;

import org.jspecify.annotations.NullMarked;
