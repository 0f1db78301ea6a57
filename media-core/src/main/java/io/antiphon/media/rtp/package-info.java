/** Knows how a stream of packets becomes a stream of frames, and the other way round. */
@NullMarked
package io.antiphon.media.rtp;

import org.jspecify.annotations.NullMarked;
