package io.antiphon.dialogue.knowledge;

import io.antiphon.dialogue.knowledge.spec.DocumentSet.Source;

/**
 * Why a document is not known, told so that its owner can mend it.
 *
 * @param source where a template names it
 * @param file its path, or the pattern of which there is no file
 */
public record Problem(Source source, String file, String what) {

    @Override
    public String toString() {
        return file + ": " + what;
    }
}
