/** Knows how to read YAML strictly, and how to tell its author what is wrong where. */
@NullMarked
package io.antiphon.dialogue.yaml;

import org.jspecify.annotations.NullMarked;
