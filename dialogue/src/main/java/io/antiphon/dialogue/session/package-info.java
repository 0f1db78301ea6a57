/** Knows one conversation from the opening line to the goodbye. */
@NullMarked
package io.antiphon.dialogue.session;

import org.jspecify.annotations.NullMarked;
