/** Knows how to run a TorchScript language model token by token; the only place that knows DJL. */
@NullMarked
package io.antiphon.dialogue.llm.local.torch;

import org.jspecify.annotations.NullMarked;
