/** Knows how to read tokens with a TorchScript language model; the only place that knows DJL's PyTorch. */
@NullMarked
package io.antiphon.dialogue.llm.local.torch;

import org.jspecify.annotations.NullMarked;
