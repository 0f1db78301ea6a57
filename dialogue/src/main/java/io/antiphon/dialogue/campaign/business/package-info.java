/** Knows what a template says of the business behind an agent: when it is open, and facts to be told. */
@NullMarked
package io.antiphon.dialogue.campaign.business;

import org.jspecify.annotations.NullMarked;
