package io.antiphon.dialogue.knowledge.passage;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where one sentence ends and the next begins. Stateless, any thread. */
final class Sentences {

    /** The JDK breaks behind any full stop before a capital letter; these end no sentence. */
    private static final Pattern ABBREVIATION = Pattern.compile(
            "(?:^|[\\s(])(?:dr|mr|mrs|ms|prof|st|no|nos|tel|e\\.g|i\\.e|approx|incl|min|max|vs|fig|ext|dept|\\p{L})\\.\\s*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** What has no full stop for so long is no sentence; it is cut between words. */
    private static final int LONGEST = 400;

    private Sentences() {}

    static List<String> of(String text) {
        var sentences = new ArrayList<String>();
        var breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(text);
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            var sentence = text.substring(from, to);
            if (to < text.length() && ABBREVIATION.matcher(sentence).find()) {
                continue;
            }
            add(sentence.strip(), sentences);
            from = to;
        }
        add(text.substring(from).strip(), sentences);
        return List.copyOf(sentences);
    }

    private static void add(String sentence, List<String> sentences) {
        var rest = sentence;
        while (rest.length() > LONGEST) {
            int space = rest.lastIndexOf(' ', LONGEST);
            int cut = space > 0 ? space : rest.offsetByCodePoints(0, LONGEST / 2);
            sentences.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        if (!rest.isEmpty()) {
            sentences.add(rest);
        }
    }
}
