/** Knows which models there are, brings them here, and sees whether they are whole. */
@NullMarked
package io.antiphon.cli.models;

import org.jspecify.annotations.NullMarked;
