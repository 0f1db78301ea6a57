/** Knows the decision tree of a template: conditions, and what follows where they hold. */
@NullMarked
package io.antiphon.dialogue.campaign.rule;

import org.jspecify.annotations.NullMarked;
