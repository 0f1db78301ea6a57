/** Knows calls and accounts as the rest of the server sees them: who rings, who answers, how it ends. */
@NullMarked
package io.antiphon.sip;

import org.jspecify.annotations.NullMarked;
