/** Knows how tools are run: checked arguments, deadlines, retries, and never the same deed twice. */
@NullMarked
package io.antiphon.dialogue.tool.box;

import org.jspecify.annotations.NullMarked;
