package io.antiphon.dialogue.knowledge.index;

import io.antiphon.dialogue.embed.SentenceEmbedder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * The passages of all agents' documents. Anybody may look for them on any thread; they are changed by one thread at a
 * time, and what it changes is seen at once and whole, when it is committed. Makes no threads.
 */
public final class PassageIndex implements AutoCloseable {

    /** Changes whenever passages are cut, embedded or kept in another way: then all is indexed anew. */
    private static final String LAYOUT = "1";
    private static final String LAYOUT_KEY = "layout";

    /** It would advise everybody to start Java with an incubating module, which some thousand passages do not need. */
    private static final Logger VECTOR_ADVICE = Logger
            .getLogger("org.apache.lucene.internal.vectorization");

    static {
        VECTOR_ADVICE.setLevel(Level.SEVERE);
    }

    private final Directory directory;
    private final SentenceEmbedder embedder;
    private final SearcherManager searchers;

    private PassageIndex(Directory directory, SentenceEmbedder embedder) throws IOException {
        this.directory = directory;
        this.embedder = embedder;
        this.searchers = new SearcherManager(directory, new SearcherFactory());
    }

    /** In memory, gone with the process. */
    public static PassageIndex inMemory(SentenceEmbedder embedder) {
        var directory = new ByteBuffersDirectory();
        try {
            clear(directory, embedder);
            return new PassageIndex(directory, embedder);
        } catch (IOException e) {
            throw new IllegalStateException("an index in memory", e);
        }
    }

    /**
     * In a folder of its own, which is made if it is not there. What lies there is used if it is whole and of this
     * layout and embedder; otherwise it is emptied, for it can be made anew from the documents.
     */
    public static PassageIndex open(Path folder, SentenceEmbedder embedder) throws IOException {
        var directory = FSDirectory.open(folder);
        try {
            if (!isUsable(directory, embedder)) {
                clear(directory, embedder);
            }
            return new PassageIndex(directory, embedder);
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    private static boolean isUsable(Directory directory, SentenceEmbedder embedder) {
        try (var reader = DirectoryReader.open(directory)) {
            for (var leaf : reader.leaves()) {
                // Reads every file to its end, some 100 MB a second: damage is found here, not on a call.
                leaf.reader().checkIntegrity();
            }
            return layout(embedder).equals(reader.getIndexCommit().getUserData().get(LAYOUT_KEY));
        } catch (IOException | RuntimeException e) {
            // Not there, damaged, or of another version: made anew.
            return false;
        }
    }

    private static String layout(SentenceEmbedder embedder) {
        return LAYOUT + " " + embedder.dimensions();
    }

    private static void clear(Directory directory, SentenceEmbedder embedder) throws IOException {
        var anew = new IndexWriterConfig(English.analyzer())
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        for (var file : directory.listAll()) {
            if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                directory.deleteFile(file);
            }
        }
        try (var writer = new IndexWriter(directory, anew)) {
            writer.setLiveCommitData(Map.of(LAYOUT_KEY, layout(embedder)).entrySet());
            writer.commit();
        }
    }

    /** Changes that others see when they are committed. One at a time; whoever opens them closes them. */
    public Update update() throws IOException {
        var config = new IndexWriterConfig(English.analyzer())
                .setMergeScheduler(new SerialMergeScheduler())
                .setCommitOnClose(false);
        return new Update(new IndexWriter(directory, config), embedder, this::refreshed);
    }

    private void refreshed() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    /** By path, what each file's passages were made from. */
    public Map<String, String> fingerprints() throws IOException {
        var searcher = searchers.acquire();
        try {
            var reader = (DirectoryReader) searcher.getIndexReader();
            return Update.fingerprints(reader.getIndexCommit().getUserData());
        } finally {
            searchers.release(searcher);
        }
    }

    /** Any thread, some milliseconds: the passages that may answer a question, the likeliest first. */
    public List<Hit> search(String question, Filter filter, int most) throws IOException {
        var searcher = searchers.acquire();
        try {
            return new Search(searcher, embedder, question, filter).hits(most);
        } finally {
            searchers.release(searcher);
        }
    }

    /** Any thread: whether there is anything to look among. */
    public boolean has(Filter filter) throws IOException {
        var searcher = searchers.acquire();
        try {
            return searcher.count(Search.among(filter)) > 0;
        } finally {
            searchers.release(searcher);
        }
    }

    /** Whether a question is about anything at all. */
    public static boolean isAboutSomething(String question) {
        return !English.terms(question).isEmpty();
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        directory.close();
    }
}
