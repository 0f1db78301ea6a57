/** Knows how English text is cut into clauses and what words a voice says for it. */
@NullMarked
package io.antiphon.tts.text;

import org.jspecify.annotations.NullMarked;
