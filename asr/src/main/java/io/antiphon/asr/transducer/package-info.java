/** Knows how sound goes through a streaming transducer and comes out as words. */
@NullMarked
package io.antiphon.asr.transducer;

import org.jspecify.annotations.NullMarked;
