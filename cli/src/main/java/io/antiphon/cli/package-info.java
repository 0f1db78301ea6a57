/** Knows the commands that a person types. */
@NullMarked
package io.antiphon.cli;

import org.jspecify.annotations.NullMarked;
