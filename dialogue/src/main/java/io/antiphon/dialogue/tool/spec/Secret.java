package io.antiphon.dialogue.tool.spec;

import java.nio.file.Path;

/** Where a secret lies. Never the secret itself: that is read when it is needed and kept by nobody. */
public sealed interface Secret {

    /** The first line of a file, relative to the template's folder. */
    record FromFile(Path file) implements Secret {}

    /** A variable of the environment. */
    record FromEnvironment(String variable) implements Secret {}
}
