/** Knows how to run other people's telephones: Asterisk and SIPp from Debian's packages. */
@NullMarked
package io.antiphon.server.peer;

import org.jspecify.annotations.NullMarked;
