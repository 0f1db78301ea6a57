/** Knows the other ends that this server deals with: where they are, how they prove it, and whom they may have called. */
@NullMarked
package io.antiphon.sip.trunk;

import org.jspecify.annotations.NullMarked;
