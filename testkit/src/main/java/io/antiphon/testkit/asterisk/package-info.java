/** Knows how a real Asterisk runs for one test. */
@NullMarked
package io.antiphon.testkit.asterisk;

import org.jspecify.annotations.NullMarked;
