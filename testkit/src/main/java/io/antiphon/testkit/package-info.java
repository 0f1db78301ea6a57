/** Knows how to rehearse: time that a test holds, sound that a test makes, engines that follow a script. */
@NullMarked
package io.antiphon.testkit;

import org.jspecify.annotations.NullMarked;
