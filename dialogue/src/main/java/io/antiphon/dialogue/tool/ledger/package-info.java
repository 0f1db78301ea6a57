/** Knows how to write something down so that it is there after a crash, once. */
@NullMarked
package io.antiphon.dialogue.tool.ledger;

import org.jspecify.annotations.NullMarked;
