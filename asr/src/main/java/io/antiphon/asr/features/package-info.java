/** Knows how sound becomes the log-mel features that recognisers are trained on. */
@NullMarked
package io.antiphon.asr.features;

import org.jspecify.annotations.NullMarked;
