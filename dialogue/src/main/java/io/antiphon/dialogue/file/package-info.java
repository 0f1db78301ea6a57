/** Knows how a file is written so that it is whole or not there. */
@NullMarked
package io.antiphon.dialogue.file;

import org.jspecify.annotations.NullMarked;
