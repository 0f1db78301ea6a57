/** Knows how to read tokens with a language model in ONNX Runtime. */
@NullMarked
package io.antiphon.dialogue.llm.local.onnx;

import org.jspecify.annotations.NullMarked;
