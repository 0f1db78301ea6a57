/** Knows how sound goes through a streaming CTC network and comes out as words. */
@NullMarked
package io.antiphon.asr.ctc;

import org.jspecify.annotations.NullMarked;
