/** Knows certificates: reads them, reads them again when they change, and makes engines of TLS from them. */
@NullMarked
package io.antiphon.sip.tls;

import org.jspecify.annotations.NullMarked;
