/** Knows how the loading of a model ends: with the model, or with a reason that an operator understands. */
@NullMarked
package io.antiphon.asr.model;

import org.jspecify.annotations.NullMarked;
