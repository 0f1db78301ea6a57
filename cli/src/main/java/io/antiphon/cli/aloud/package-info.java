/** Knows how a rehearsal is held on the telephone: a real server, a caller who goes by ear, and both judged. */
@NullMarked
package io.antiphon.cli.aloud;

import org.jspecify.annotations.NullMarked;
