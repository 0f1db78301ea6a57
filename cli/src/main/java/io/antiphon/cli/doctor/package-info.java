/** Knows what this machine must have, how to find out whether it does, and what to do if not. */
@NullMarked
package io.antiphon.cli.doctor;

import org.jspecify.annotations.NullMarked;
