/** Knows how a template's tools become a toolbox, and what is missing when they do not. */
@NullMarked
package io.antiphon.dialogue.tool.assembly;

import org.jspecify.annotations.NullMarked;
