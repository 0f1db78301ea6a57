/** Knows how a voice is tried at the command line. */
@NullMarked
package io.antiphon.cli.say;

import org.jspecify.annotations.NullMarked;
