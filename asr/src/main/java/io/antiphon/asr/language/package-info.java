/** Knows which words there are, what they are made of, and how likely one is behind another. */
@NullMarked
package io.antiphon.asr.language;

import org.jspecify.annotations.NullMarked;
