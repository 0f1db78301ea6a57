/** Knows which agents there are and where their templates lie. */
@NullMarked
package io.antiphon.dialogue;

import org.jspecify.annotations.NullMarked;
