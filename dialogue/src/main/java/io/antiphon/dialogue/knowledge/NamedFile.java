package io.antiphon.dialogue.knowledge;

import io.antiphon.dialogue.knowledge.index.Owner;
import io.antiphon.dialogue.knowledge.spec.DocumentSet.Source;
import java.nio.file.Path;
import java.util.Set;

/**
 * A file that templates name.
 *
 * @param path absolute
 * @param name as it is told to people: relative to the template, where it lies below it
 * @param source where it is named first
 * @param owners who names it
 */
record NamedFile(Path path, String name, Source source, Set<Owner> owners) {}
