/** Knows what of a call has to outlive the process, so that the next one can end it. */
@NullMarked
package io.antiphon.sip.journal;

import org.jspecify.annotations.NullMarked;
