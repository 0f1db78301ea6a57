package io.antiphon.dialogue.knowledge.index;

import io.antiphon.dialogue.embed.SentenceEmbedder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * One question. Those passages are judged that are the best by words (BM25) or by meaning (nearest vectors). Belongs to
 * the asking thread.
 */
final class Search {

    private static final int CANDIDATES = 16;
    private static final float HEADINGS_COUNT = 1.5f;

    private final IndexSearcher searcher;
    private final Filter filter;
    private final Set<String> terms;
    private final float[] direction;

    Search(IndexSearcher searcher, SentenceEmbedder embedder, String question, Filter filter) {
        this.searcher = searcher;
        this.filter = filter;
        this.terms = English.terms(question);
        this.direction = embedder.embed(question);
    }

    static Query among(Filter filter) {
        var any = new BooleanQuery.Builder();
        filter.wanted()
                .forEach(
                        mark -> any.add(new TermQuery(new Term(Rows.MARK, mark)), Occur.SHOULD));
        return any.build();
    }

    List<Hit> hits(int most) throws IOException {
        var judge = new Judge(weights());
        var hits = new ArrayList<Hit>();
        for (int row : candidates()) {
            hits.add(hit(row, judge));
        }
        hits.sort(Comparator.comparingDouble(Hit::likelihood)
                .reversed()
                .thenComparing(hit -> hit.passage().id()));
        return List.copyOf(hits.subList(0, Math.min(most, hits.size())));
    }

    private Set<Integer> candidates() throws IOException {
        var rows = new LinkedHashSet<Integer>();
        for (var query : List.of(byWords(),
                new KnnFloatVectorQuery(Rows.VECTOR, direction, CANDIDATES, among(filter)))) {
            for (var found : searcher.search(query, CANDIDATES).scoreDocs) {
                rows.add(found.doc);
            }
        }
        return rows;
    }

    private Query byWords() {
        var words = new BooleanQuery.Builder();
        for (var term : terms) {
            words.add(new TermQuery(new Term(Rows.TEXT, term)), Occur.SHOULD);
            words.add(new BoostQuery(new TermQuery(new Term(Rows.HEADINGS, term)), HEADINGS_COUNT),
                    Occur.SHOULD);
        }
        words.add(among(filter), Occur.FILTER);
        words.setMinimumNumberShouldMatch(1);
        return words.build();
    }

    /** How much each term of the question tells: BM25's measure of how rare it is. */
    private Map<String, Double> weights() throws IOException {
        var reader = searcher.getIndexReader();
        var weights = new HashMap<String, Double>();
        for (var term : terms) {
            int with = Math.max(reader.docFreq(new Term(Rows.TEXT, term)),
                    reader.docFreq(new Term(Rows.HEADINGS, term)));
            weights.put(term, Math.log(1 + (reader.numDocs() - with + 0.5) / (with + 0.5)));
        }
        return weights;
    }

    /** A passage is as good as its best sentence, under its headings. */
    private Hit hit(int row, Judge judge) throws IOException {
        var passage = Rows.passage(searcher.storedFields().document(row));
        var vectors = vectors(row);
        var above = English.terms(String.join(" ", passage.headings()));
        var sentences = new ArrayList<Double>();
        for (int i = 0; i < passage.sentences().size(); i++) {
            var mentioned = English.terms(passage.sentences().get(i));
            mentioned.addAll(above);
            sentences.add(judge.likelihood(mentioned, Vectors.cosine(vectors, i, direction)));
        }
        return new Hit(passage, Collections.max(sentences), sentences);
    }

    private BytesRef vectors(int row) throws IOException {
        var leaves = searcher.getIndexReader().leaves();
        var leaf = leaves.get(ReaderUtil.subIndex(row, leaves));
        var values = leaf.reader().getBinaryDocValues(Rows.SENTENCES);
        if (!values.advanceExact(row - leaf.docBase)) {
            throw new IOException("row " + row + " has no vectors");
        }
        return values.binaryValue();
    }
}
