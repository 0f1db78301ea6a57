/** Knows how to speak with a Piper voice: an ONNX model and the JSON file beside it. */
@NullMarked
package io.antiphon.tts.piper;

import org.jspecify.annotations.NullMarked;
