/** Knows how to speak the Model Context Protocol to a process or over HTTP, as the one who asks. */
@NullMarked
package io.antiphon.dialogue.tool.mcp;

import org.jspecify.annotations.NullMarked;
