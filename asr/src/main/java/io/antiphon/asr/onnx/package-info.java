/** Knows how to run an ONNX graph that carries its memory from one stretch of sound to the next. */
@NullMarked
package io.antiphon.asr.onnx;

import org.jspecify.annotations.NullMarked;
