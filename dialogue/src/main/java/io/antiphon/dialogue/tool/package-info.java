/** Knows what a tool is: what is asked of it, how it ends, and who may bring one. */
@NullMarked
package io.antiphon.dialogue.tool;

import org.jspecify.annotations.NullMarked;
