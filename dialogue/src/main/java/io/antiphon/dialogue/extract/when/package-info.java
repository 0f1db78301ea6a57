/** Knows how callers say days, dates and times, and which ones they mean seen from now. */
@NullMarked
package io.antiphon.dialogue.extract.when;

import org.jspecify.annotations.NullMarked;
