/** Knows what a template says about its tools: what they take, what they may do, where they are. */
@NullMarked
package io.antiphon.dialogue.tool.spec;

import org.jspecify.annotations.NullMarked;
