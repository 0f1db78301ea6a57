package io.antiphon.dialogue.knowledge;

import io.antiphon.dialogue.embed.SentenceEmbedder;
import io.antiphon.dialogue.knowledge.Finding.Failed;
import io.antiphon.dialogue.knowledge.Finding.Found;
import io.antiphon.dialogue.knowledge.Finding.Nothing;
import io.antiphon.dialogue.knowledge.Finding.Reason;
import io.antiphon.dialogue.knowledge.index.Filter;
import io.antiphon.dialogue.knowledge.index.PassageIndex;
import io.antiphon.dialogue.knowledge.spec.DocumentSet;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the documents of all agents say. Questions come on any thread; {@link #refresh} and {@link #changed} belong to
 * one, and calls go on while they run: a question sees the documents as they were, or as they are, never in between.
 */
public final class KnowledgeBase implements AutoCloseable {

    private static final String ENGINE = "documents";
    private static final int MOST_HITS = 4;
    private static final double LIKELY = 0.5;

    private final PassageIndex index;
    private final Indexing indexing;
    private List<DocumentSet> sets = List.of();
    private Map<Path, Stamp> seen = Map.of();

    /** How opening ended. */
    public sealed interface Opened {

        /** It knows what it knew when it was closed; whoever opened it closes it. */
        record Ready(KnowledgeBase base) implements Opened {}

        /** The folder cannot be used. */
        record Refused(EngineFailure failure) implements Opened {}
    }

    /** How refreshing ended. */
    public sealed interface Refreshing {

        /** All that can be read is known. */
        record Done(Refreshed refreshed) implements Refreshing {}

        /** Nothing has changed: the index cannot be written. */
        record Failed(EngineFailure failure) implements Refreshing {}
    }

    private KnowledgeBase(PassageIndex index) {
        this.index = index;
        this.indexing = new Indexing(index);
    }

    /** Keeps the index in a folder of its own, so that after a restart only what has changed is read. */
    public static Opened open(Path folder, SentenceEmbedder embedder) {
        try {
            return new Opened.Ready(new KnowledgeBase(PassageIndex.open(folder, embedder)));
        } catch (IOException e) {
            return new Opened.Refused(failure("the index in " + folder + " cannot be opened: "
                    + e.getMessage()));
        }
    }

    /** Keeps the index in memory. */
    public static KnowledgeBase inMemory(SentenceEmbedder embedder) {
        return new KnowledgeBase(PassageIndex.inMemory(embedder));
    }

    /** What is wrong with these documents, without making them known: for who checks a template. */
    public static List<Problem> problems(DocumentSet set) {
        return Indexing.problems(set);
    }

    /**
     * Reads what is new or has changed in the files that these templates name, and forgets the rest. Blocks, some
     * milliseconds for each new sentence.
     */
    public Refreshing refresh(List<DocumentSet> templates) {
        sets = List.copyOf(templates);
        var named = NamedFiles.of(sets);
        // Before they are read: what is written meanwhile counts as changed.
        var stamps = Stamp.of(named.files());
        try {
            var refreshed = indexing.refresh(named);
            seen = stamps;
            return new Refreshing.Done(refreshed);
        } catch (IOException e) {
            return new Refreshing.Failed(failure("the index cannot be written: " + e.getMessage()));
        }
    }

    /** Whether a file has come, gone or changed since the last refresh, by names, times and sizes: cheap. */
    public boolean changed() {
        return !Stamp.of(NamedFiles.of(sets).files()).equals(seen);
    }

    /** Any thread, within some milliseconds. */
    public Finding find(String question, Filter filter) {
        try {
            if (!index.has(filter)) {
                return new Nothing(Reason.NO_DOCUMENTS);
            }
            if (!PassageIndex.isAboutSomething(question)) {
                return new Nothing(Reason.NO_SUBJECT);
            }
            var likely = index.search(question, filter, MOST_HITS)
                    .stream()
                    .filter(hit -> hit.likelihood() >= LIKELY)
                    .toList();
            return likely.isEmpty() ? new Nothing(Reason.NOT_MENTIONED) : new Found(likely);
        } catch (IOException e) {
            return new Failed(failure("the index cannot be read: " + e.getMessage()));
        }
    }

    private static EngineFailure failure(String detail) {
        return new EngineFailure(Kind.BROKEN, ENGINE, detail);
    }

    @Override
    public void close() {
        try {
            index.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing the index", e);
        }
    }
}
