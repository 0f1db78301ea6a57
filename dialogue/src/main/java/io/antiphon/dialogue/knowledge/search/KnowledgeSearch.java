package io.antiphon.dialogue.knowledge.search;

import io.antiphon.dialogue.knowledge.Finding;
import io.antiphon.dialogue.knowledge.KnowledgeBase;
import io.antiphon.dialogue.knowledge.index.Filter;
import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.builtin.DocumentSearch;
import java.util.List;

/**
 * What the tool that searches documents asks: those of one agent. Any thread; too quick to be cancelled.
 *
 * @param filter whose documents
 */
public record KnowledgeSearch(KnowledgeBase base, Filter filter) implements DocumentSearch {

    @Override
    public Found find(String question, Cancellation cancellation) {
        return switch (base.find(question, filter)) {
            case Finding.Found(var hits) -> new Found.Passages(hits.stream()
                    .map(hit -> new Passage(hit.passage().text(), hit.passage().place()))
                    .toList());
            case Finding.Nothing _ -> new Found.Passages(List.of());
            case Finding.Failed(var failure) -> new Found.Unavailable(failure);
        };
    }
}
