/** Knows what a call came to: an account of it for people and programs, by rule and perhaps in a model's words. */
@NullMarked
package io.antiphon.dialogue.report;

import org.jspecify.annotations.NullMarked;
