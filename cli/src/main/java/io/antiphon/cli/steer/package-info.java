/** Knows how a running server is asked, over its API, to dial, to tell and to hang up. */
@NullMarked
package io.antiphon.cli.steer;

import org.jspecify.annotations.NullMarked;
