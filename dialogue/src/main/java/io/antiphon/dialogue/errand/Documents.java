package io.antiphon.dialogue.errand;

import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.knowledge.Finding;
import io.antiphon.dialogue.knowledge.KnowledgeBase;
import io.antiphon.dialogue.knowledge.answer.Extract;
import io.antiphon.dialogue.knowledge.answer.Grounding;
import io.antiphon.dialogue.knowledge.index.Filter;

/** What the documents of one template say: in their own words, and as grounds for a language model. */
public final class Documents implements Office.Archive {

    /** Some four hundred tokens. */
    private static final int MOST_CHARACTERS = 1600;

    private final KnowledgeBase base;
    private final Filter filter;

    public Documents(KnowledgeBase base, String agent) {
        this.base = base;
        this.filter = Filter.of(agent);
    }

    @Override
    public Returned find(String question) {
        return switch (base.find(question, filter)) {
            case Finding.Found found -> {
                var extract = Extract.answer(found.hits());
                var grounding = Grounding.of(found.hits(), MOST_CHARACTERS);
                yield new Returned.Found(extract.text(), extract.source().place(),
                        grounding.rule() + "\n" + grounding.data());
            }
            case Finding.Nothing _ -> new Returned.Nothing();
            case Finding.Failed(var failure) -> new Returned.Failed(failure.detail());
        };
    }
}
