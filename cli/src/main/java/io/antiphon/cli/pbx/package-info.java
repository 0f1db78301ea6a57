/** Knows how an administrator of a PBX is told what to fill in, and whether it works. */
@NullMarked
package io.antiphon.cli.pbx;

import org.jspecify.annotations.NullMarked;
