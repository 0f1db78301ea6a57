/** Knows how templates write down their tools. */
@NullMarked
package io.antiphon.dialogue.tool.yaml;

import org.jspecify.annotations.NullMarked;
