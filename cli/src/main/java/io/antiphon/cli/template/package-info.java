/** Knows what a person does with campaign templates at a shell. */
@NullMarked
package io.antiphon.cli.template;

import org.jspecify.annotations.NullMarked;
