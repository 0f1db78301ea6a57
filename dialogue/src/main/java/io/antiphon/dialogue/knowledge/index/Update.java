package io.antiphon.dialogue.knowledge.index;

import io.antiphon.dialogue.embed.SentenceEmbedder;
import io.antiphon.dialogue.knowledge.passage.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;

/** Changes to an index, all of them or none. Belongs to the thread that opened it. */
public final class Update implements AutoCloseable {

    private static final String FILE = "file:";

    private final IndexWriter writer;
    private final SentenceEmbedder embedder;
    private final Seen seen;
    private final Map<String, String> about = new HashMap<>();

    /** Told when there is something new to see. */
    interface Seen {

        void committed() throws IOException;
    }

    Update(IndexWriter writer, SentenceEmbedder embedder, Seen seen) {
        this.writer = writer;
        this.embedder = embedder;
        this.seen = seen;
        writer.getLiveCommitData().forEach(entry -> about.put(entry.getKey(), entry.getValue()));
    }

    static Map<String, String> fingerprints(Map<String, String> about) {
        return about.entrySet()
                .stream()
                .filter(entry -> entry.getKey().startsWith(FILE))
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.getKey().substring(FILE.length()), Map.Entry::getValue));
    }

    /** Puts the passages of a file in place of those that it had; a few milliseconds a sentence. */
    public void put(String path, String fingerprint, Set<Owner> owners, List<Passage> passages)
            throws IOException {
        var marks = owners.stream()
                .flatMap(owner -> Filter.marks(owner.agent(), owner.tags()).stream())
                .collect(Collectors.toUnmodifiableSet());
        var rows = new ArrayList<Document>();
        for (var passage : passages) {
            rows.add(Rows.row(path, marks, passage, embedder));
        }
        writer.updateDocuments(new Term(Rows.KEY, path), rows);
        about.put(FILE + path, fingerprint);
    }

    public void remove(String path) throws IOException {
        writer.deleteDocuments(new Term(Rows.KEY, path));
        about.remove(FILE + path);
    }

    /** From here on others see it, and a crash cannot take it back. */
    public void commit() throws IOException {
        writer.setLiveCommitData(about.entrySet());
        writer.commit();
        seen.committed();
    }

    /** What was not committed is forgotten. */
    @Override
    public void close() throws IOException {
        writer.close();
    }
}
