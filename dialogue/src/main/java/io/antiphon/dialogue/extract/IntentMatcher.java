package io.antiphon.dialogue.extract;

import static java.util.Comparator.comparingDouble;

import io.antiphon.dialogue.campaign.Intent;
import io.antiphon.dialogue.extract.word.Spelling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what was said with the phrases of all intents, word by word, forgiving letters. Immutable and
 * shared; costs some ten microseconds, as each partial result asks for it.
 */
public final class IntentMatcher {

    private static final double LIGHT = 0.2;
    private static final Set<String> LIGHT_WORDS = Set.of("i", "you", "me", "my", "your", "we",
            "our", "the", "a", "an", "to", "of", "in", "on", "at", "for", "is", "are", "am", "was",
            "be", "do", "does", "did", "can", "could", "will", "would", "may", "like", "want",
            "need", "please", "and", "or", "it", "that", "this", "there", "with", "have", "has",
            "get", "just", "so", "also", "hello", "hi", "hey", "yes", "no", "thank", "thanks",
            "what", "when", "how", "some", "any", "one", "not", "good", "much", "very", "many");
    private static final double ALIKE = 0.7;

    private final List<Phrase> phrases = new ArrayList<>();
    private final Map<String, Integer> vocabulary = new LinkedHashMap<>();
    private final List<Spelled> spellings;

    /** A word of the vocabulary, with what makes comparing cheap. */
    private record Spelled(String text, int letters, int allowed, int place) {}

    /** A phrase with each word's place in the vocabulary. */
    private record Phrase(Intent intent, List<String> words, List<Integer> places, double weight) {
        boolean isLight() {
            return words.stream().allMatch(LIGHT_WORDS::contains);
        }
    }

    public IntentMatcher(List<Intent> intents) {
        for (var intent : intents) {
            for (var phrase : intent.phrases()) {
                var words = Words.of(phrase);
                var places = words.stream()
                        .map(word -> vocabulary.computeIfAbsent(word, _ -> vocabulary.size()))
                        .toList();
                phrases.add(new Phrase(intent, words, places, weight(words)));
            }
        }
        this.spellings = spellings(vocabulary);
    }

    private static List<Spelled> spellings(Map<String, Integer> vocabulary) {
        return vocabulary.entrySet()
                .stream()
                .map(entry -> new Spelled(entry.getKey(),
                        Spelling.letters(entry.getKey()), Spelling.allowed(entry.getKey().length()),
                        entry.getValue()))
                .filter(word -> word.allowed() > 0)
                .toList();
    }

    /** The score of each intent that fits at all, the best first. */
    public List<IntentScore> scores(List<String> words) {
        double[] said = likeness(words);
        var best = new LinkedHashMap<String, IntentScore>();
        double total = weight(words);
        for (var phrase : phrases) {
            var score = score(phrase, words, said, total);
            if (score.score() > 0) {
                best.merge(phrase.intent().id(), score,
                        (one, other) -> ORDER.compare(one, other) >= 0 ? one : other);
            }
        }
        return best.values().stream().sorted(ORDER.reversed()).toList();
    }

    private static final Comparator<IntentScore> ORDER =
            // Likely ones by how much of them was said: "cancel my appointment" beats "appointment".
            comparingDouble((IntentScore score) -> score.isLikely() ? 1 : 0)
                    .thenComparingDouble(score -> score.score() * score.weight());

    /** Whether the words end with all of some phrase. */
    public boolean endsWithPhrase(List<String> words) {
        return phrases.stream()
                .anyMatch(phrase -> words.size() >= phrase.words().size()
                        && words.subList(words.size() - phrase.words().size(), words.size())
                                .equals(phrase.words()));
    }

    /** Whether the words end with the beginning of some phrase, two words or more of it. */
    public boolean breaksOffInPhrase(List<String> words) {
        return phrases.stream().anyMatch(phrase -> breaksOff(phrase.words(), words));
    }

    private static boolean breaksOff(List<String> phrase, List<String> words) {
        for (int count = Math.min(phrase.size() - 1, words.size()); count >= 2; count--) {
            var end = words.subList(words.size() - count, words.size());
            if (end.equals(phrase.subList(0, count))) {
                return true;
            }
        }
        return false;
    }

    private static IntentScore score(Phrase phrase, List<String> words, double[] said,
            double total) {
        if (phrase.isLight()) {
            // "How are you" is nothing but small words, so they must stand side by side.
            boolean there = Collections.indexOfSubList(words, phrase.words()) >= 0;
            return there
                    ? new IntentScore(phrase.intent(), 1, phrase.weight(), phrase.weight() / total)
                    : new IntentScore(phrase.intent(), 0, phrase.weight(), 0);
        }
        double matched = 0;
        for (int i = 0; i < phrase.places().size(); i++) {
            matched += said[phrase.places().get(i)] * weight(phrase.words().get(i));
        }
        return new IntentScore(phrase.intent(), matched / phrase.weight(), phrase.weight(),
                Math.min(1, matched / total));
    }

    /** For each word of the vocabulary, how surely it was said. */
    private double[] likeness(List<String> words) {
        double[] said = new double[vocabulary.size()];
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            Integer place = vocabulary.get(word);
            if (place != null) {
                said[place] = 1;
            } else {
                compare(word, said);
            }
        }
        return compareJoined(words, said);
    }

    /** "A point meant": a recogniser that does not know a word may hear two or three. */
    private double[] compareJoined(List<String> words, double[] said) {
        for (int i = 0; i + 1 < words.size(); i++) {
            String pair = words.get(i) + words.get(i + 1);
            boolean strange = isStrange(words.get(i)) || isStrange(words.get(i + 1));
            if (strange) {
                compare(pair, said);
            }
            boolean oneMore = i + 2 < words.size() && (strange || isStrange(words.get(i + 2)));
            if (oneMore) {
                compare(pair + words.get(i + 2), said);
            }
        }
        return said;
    }

    private boolean isStrange(String word) {
        return !vocabulary.containsKey(word);
    }

    private void compare(String heard, double[] said) {
        int letters = Spelling.letters(heard);
        for (var word : spellings) {
            int allowed = word.allowed();
            if (Math.abs(heard.length() - word.text().length()) > allowed
                    || Spelling.areFar(letters, word.letters(), allowed)) {
                continue;
            }
            double likeness = Spelling.likeness(heard, word.text());
            if (likeness >= ALIKE) {
                said[word.place()] = Math.max(said[word.place()], likeness);
            }
        }
    }

    private static double weight(List<String> words) {
        double weight = 0;
        for (var word : words) {
            weight += weight(word);
        }
        return weight;
    }

    private static double weight(String word) {
        return LIGHT_WORDS.contains(word) ? LIGHT : 1;
    }
}
