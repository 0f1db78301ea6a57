/** Knows how a campaign template is written in YAML, and says precisely what is wrong with one. */
@NullMarked
package io.antiphon.dialogue.campaign.yaml;

import org.jspecify.annotations.NullMarked;
