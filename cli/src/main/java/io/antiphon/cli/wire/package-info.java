/** Knows what went over the wire of a call, as the caller's own socket saw it, and how late it was. */
@NullMarked
package io.antiphon.cli.wire;

import org.jspecify.annotations.NullMarked;
