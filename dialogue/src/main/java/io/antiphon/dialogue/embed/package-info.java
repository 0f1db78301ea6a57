/** Knows how near two sentences are in meaning: a small language model in this process makes vectors of them. */
@NullMarked
package io.antiphon.dialogue.embed;

import org.jspecify.annotations.NullMarked;
