/** Knows where it is written down which calls are up, and how to read that after a crash. */
@NullMarked
package io.antiphon.server.journal;

import org.jspecify.annotations.NullMarked;
