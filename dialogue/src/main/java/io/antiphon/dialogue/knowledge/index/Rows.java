package io.antiphon.dialogue.knowledge.index;

import io.antiphon.dialogue.embed.SentenceEmbedder;
import io.antiphon.dialogue.knowledge.passage.Passage;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.VectorSimilarityFunction;

/** A passage as Lucene keeps it, and back. Stateless. */
final class Rows {

    /** The path of the file, by which its passages are replaced. */
    static final String KEY = "key";
    /** Of agents and their tags. */
    static final String MARK = "mark";
    static final String HEADINGS = "headings";
    static final String TEXT = "text";
    /** Of the whole passage. */
    static final String VECTOR = "vector";
    /** Of the sentences, packed. */
    static final String SENTENCES = "sentences";

    private static final String ID = "id";
    private static final String FILE = "file";
    private static final String TITLE = "title";
    private static final String PAGE = "page";
    private static final String HEADING = "heading";
    private static final String SENTENCE = "sentence";

    private Rows() {}

    static Document row(String key, Set<String> marks, Passage passage, SentenceEmbedder embedder) {
        var row = new Document();
        row.add(new StringField(KEY, key, Store.NO));
        marks.forEach(mark -> row.add(new StringField(MARK, mark, Store.NO)));
        row.add(new TextField(HEADINGS, headings(passage), Store.NO));
        row.add(new TextField(TEXT, passage.text(), Store.NO));
        row.add(new KnnFloatVectorField(VECTOR, embedder.embed(whole(passage)),
                VectorSimilarityFunction.DOT_PRODUCT));
        var vectors = passage.sentences()
                .stream()
                .map(sentence -> embedder.embed(inContext(passage, sentence)))
                .toList();
        row.add(new BinaryDocValuesField(SENTENCES,
                Vectors.packed(vectors, embedder.dimensions())));
        keep(row, passage);
        return row;
    }

    private static String headings(Passage passage) {
        return passage.title() + " " + String.join(" ", passage.headings());
    }

    private static String whole(Passage passage) {
        return String.join(". ", passage.headings()) + ": " + passage.text();
    }

    /** Many a sentence says only under its heading what it is about. */
    private static String inContext(Passage passage, String sentence) {
        return passage.headings().isEmpty()
                ? sentence
                : passage.headings().getLast() + ": " + sentence;
    }

    private static void keep(Document row, Passage passage) {
        row.add(new StoredField(ID, passage.id()));
        row.add(new StoredField(FILE, passage.file()));
        row.add(new StoredField(TITLE, passage.title()));
        passage.page().ifPresent(page -> row.add(new StoredField(PAGE, page)));
        passage.headings().forEach(heading -> row.add(new StoredField(HEADING, heading)));
        passage.sentences().forEach(sentence -> row.add(new StoredField(SENTENCE, sentence)));
    }

    static Passage passage(Document row) {
        return new Passage(row.get(ID), row.get(FILE), row.get(TITLE),
                List.of(row.getValues(HEADING)), page(row), List.of(row.getValues(SENTENCE)));
    }

    private static OptionalInt page(Document row) {
        return row.getField(PAGE) instanceof StoredField field
                ? OptionalInt.of(field.numericValue().intValue())
                : OptionalInt.empty();
    }
}
