package io.antiphon.dialogue.llm.route;

import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.spend.Price;

/**
 * A model that can be asked.
 *
 * @param name what the configuration calls it
 */
public record Provider(String name, LanguageModel model, Price price) {}
