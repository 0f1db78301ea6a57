package io.antiphon.dialogue.knowledge;

import io.antiphon.dialogue.embed.MiniLm;
import io.antiphon.dialogue.embed.SentenceEmbedder;

/** The model of sentences, opened once for the tests of a process. */
public final class Words {

    private static final MiniLm MODEL = switch (MiniLm.open()) {
        case MiniLm.Opened.Ready(var ready) -> ready;
        case MiniLm.Opened.Refused(var failure) -> throw new AssertionError(failure.detail());
    };

    private Words() {}

    public static SentenceEmbedder model() {
        return MODEL;
    }
}
