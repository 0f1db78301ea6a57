/** Knows how to rehearse a template: scripted dialogues in a file, held in writing, and what went otherwise. */
@NullMarked
package io.antiphon.dialogue.rehearsal;

import org.jspecify.annotations.NullMarked;
