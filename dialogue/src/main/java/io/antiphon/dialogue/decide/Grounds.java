package io.antiphon.dialogue.decide;

/** What a language model is told when documents have the answer. */
final class Grounds {

    private Grounds() {}

    static String task(Returned.Found found) {
        return "Answer the caller's question from these passages and from nothing else. If they do not answer it, say"
                + " that you do not know.\n" + found.passages() + "\n";
    }
}
