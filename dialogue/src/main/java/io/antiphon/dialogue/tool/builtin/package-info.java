/** Knows the tools that come with the house and need no server: orders to the call, notes, look-ups, searches. */
@NullMarked
package io.antiphon.dialogue.tool.builtin;

import org.jspecify.annotations.NullMarked;
