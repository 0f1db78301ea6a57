/** Knows how a person at a terminal is spoken to: width, colour, tables, what went wrong. */
@NullMarked
package io.antiphon.cli.terminal;

import org.jspecify.annotations.NullMarked;
