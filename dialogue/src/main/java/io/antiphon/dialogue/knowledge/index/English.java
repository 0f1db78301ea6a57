package io.antiphon.dialogue.knowledge.index;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The stems of the words that say what a text is about. Words that a question has as a question, and those of
 * politeness, are none. Any thread.
 */
final class English {

    private static final List<String> STOP_WORDS = List
            .of("""
                    a about actually all also am an and any anyone anything are as at be been being but by can cannot could \
                    did do does doing done don't for from get gets getting give given go going got had has have having he her \
                    here hers hi hello him his how i i'd i'll i'm i've if in into is it it's its just kind know let like \
                    may maybe me might mine much many my need of okay on one or our ours out please really say says she should \
                    so some somebody someone something sort tell than thank thanks that that's the their them then there \
                    there's these they thing things this those to too uh um us very want wanted was we were what what's when \
                    where where's which who whom whose why will with won't would yes you your yours didn't doesn't isn't can't \
                    couldn't wouldn't shouldn't aren't wasn't wondering possible question happen happens"""
                    .split(" ", -1));

    private static final Analyzer ANALYZER = new Analyzer() {
        private final CharArraySet stopWords = new CharArraySet(STOP_WORDS, true);

        @Override
        protected TokenStreamComponents createComponents(String field) {
            var words = new StandardTokenizer();
            var lower = new LowerCaseFilter(new ASCIIFoldingFilter(words));
            var content = new StopFilter(lower, stopWords);
            return new TokenStreamComponents(words,
                    new PorterStemFilter(new EnglishPossessiveFilter(content)));
        }
    };

    private English() {}

    static Analyzer analyzer() {
        return ANALYZER;
    }

    /** In the order of the text, each once. */
    static Set<String> terms(String text) {
        // Recognisers and keyboards write different apostrophes; the list has one.
        try (var stream = ANALYZER.tokenStream("", text.replace('\u2019', '\''))) {
            var terms = new LinkedHashSet<String>();
            var term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
            return terms;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }
}
