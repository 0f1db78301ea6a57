package io.antiphon.dialogue.knowledge;

import io.antiphon.dialogue.knowledge.index.Hit;
import io.antiphon.fault.EngineFailure;
import java.util.List;

/** What the documents say to a question. */
public sealed interface Finding {

    /** Passages that answer it, the likeliest first; at least one. */
    record Found(List<Hit> hits) implements Finding {

        public Found {
            hits = List.copyOf(hits);
            if (hits.isEmpty()) {
                throw new IllegalArgumentException("found nothing");
            }
        }

        public Hit best() {
            return hits.getFirst();
        }
    }

    /** None does, which is an answer. */
    record Nothing(Reason reason) implements Finding {}

    /** It cannot be told: the index cannot be read. */
    record Failed(EngineFailure failure) implements Finding {}

    /** Why nothing was found. */
    enum Reason {
        /** The filter leaves no document. */
        NO_DOCUMENTS,
        /** The question has no word that is about something. */
        NO_SUBJECT,
        /** No document says it. */
        NOT_MENTIONED
    }
}
