/** Knows the call that Antiphon holds with itself: who says what and when, and what must come of it. */
@NullMarked
package io.antiphon.cli.demo;

import org.jspecify.annotations.NullMarked;
