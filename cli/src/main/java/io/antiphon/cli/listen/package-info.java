/** Knows how a recording is heard at the command line: in which stretches somebody speaks, and what is said. */
@NullMarked
package io.antiphon.cli.listen;

import org.jspecify.annotations.NullMarked;
