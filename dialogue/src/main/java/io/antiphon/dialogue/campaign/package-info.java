/** Knows what a campaign template says: stages, fields, intents and lines. */
@NullMarked
package io.antiphon.dialogue.campaign;

import org.jspecify.annotations.NullMarked;
