/** Knows how a person at a terminal is spoken to: width, colour, tables. */
@NullMarked
package io.antiphon.cli.terminal;

import org.jspecify.annotations.NullMarked;
