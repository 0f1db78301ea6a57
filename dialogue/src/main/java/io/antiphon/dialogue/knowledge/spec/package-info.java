/** Knows how a template names the documents that its agent answers from. */
@NullMarked
package io.antiphon.dialogue.knowledge.spec;

import org.jspecify.annotations.NullMarked;
