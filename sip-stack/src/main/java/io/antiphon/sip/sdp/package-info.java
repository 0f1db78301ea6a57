/** Knows session descriptions (RFC 8866) and how two of them become one (RFC 3264). */
@NullMarked
package io.antiphon.sip.sdp;

import org.jspecify.annotations.NullMarked;
