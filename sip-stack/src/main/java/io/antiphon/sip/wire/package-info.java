/** Knows sockets, streams and which bytes deserve to be parsed; hands whole messages to jain-sip. */
@NullMarked
package io.antiphon.sip.wire;

import org.jspecify.annotations.NullMarked;
