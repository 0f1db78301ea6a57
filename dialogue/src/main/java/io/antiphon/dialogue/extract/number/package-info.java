/** Knows how callers say numbers: counted, told digit by digit, as amounts of money. */
@NullMarked
package io.antiphon.dialogue.extract.number;

import org.jspecify.annotations.NullMarked;
