/** Knows how sound goes step by step through a network that remembers, and what reads its answers. */
@NullMarked
package io.antiphon.asr.streaming;

import org.jspecify.annotations.NullMarked;
