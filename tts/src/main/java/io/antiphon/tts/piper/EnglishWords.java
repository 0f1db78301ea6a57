package io.antiphon.tts.piper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How English words are pronounced, in the IPA that Piper's voices read: rules that say what a letter stands for
 * among its neighbours, and a list of the words that the rules get wrong.
 *
 * <p>Both files come from {@code models/recipe/voice/lexicon.py}. A rule's context is a letter and its neighbours
 * in the order right, left, second to the right, and so on; {@code #} is beyond the word. The longest context that
 * has a rule counts.
 *
 * @param exceptions words and their sounds
 * @param rules contexts and the sounds of their first letter
 */
record EnglishWords(Map<String, String> exceptions, Map<String, String> rules) {

    private static final int[] NEIGHBOURS = {1, -1, 2, -2, 3, -3, 4};
    private static final String VOWELS = "ɑæʌɔaəɛɜeɪioʊuɚ";
    private static final char STRESS = 'ˈ';
    private static final String SILENT = "-";

    /** What comes with the program; read once, when the first voice asks. */
    static EnglishWords shipped() {
        return Shipped.WORDS;
    }

    private static final class Shipped {

        private static final EnglishWords WORDS = new EnglishWords(read("english.lexicon"),
                read("english.rules"));

        private static Map<String, String> read(String resource) {
            var pairs = new HashMap<String, String>();
            try (InputStream in = EnglishWords.class.getResourceAsStream(resource);
                    var lines = new BufferedReader(
                            new InputStreamReader(in, StandardCharsets.UTF_8))) {
                lines.lines().forEach(line -> {
                    int tab = line.indexOf('\t');
                    pairs.put(line.substring(0, tab), line.substring(tab + 1));
                });
            } catch (IOException e) {
                throw new UncheckedIOException(resource, e);
            }
            return Map.copyOf(pairs);
        }
    }

    /** The sounds of a word in lower case; nothing if it has no letter of English. */
    String of(String word) {
        String known = exceptions.get(word);
        if (known != null) {
            return known;
        }
        if (word.endsWith("'s") && word.length() > 2) {
            return possessive(of(word.substring(0, word.length() - 2)));
        }
        // An accent changes less than the loss of its letter: "café" is read as "cafe".
        String bare = Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        return byRules(bare.replaceAll("[^a-z]", ""));
    }

    static boolean beginsWithVowel(String sounds) {
        int first = sounds.indexOf(STRESS) == 0 ? 1 : 0;
        return sounds.length() > first && VOWELS.indexOf(sounds.charAt(first)) >= 0;
    }

    private static String possessive(String sounds) {
        if (sounds.isEmpty() || "szʃʒ".indexOf(sounds.charAt(sounds.length() - 1)) >= 0) {
            return sounds + "ɪz";
        }
        return sounds + ("ptkfθ".indexOf(sounds.charAt(sounds.length() - 1)) >= 0 ? "s" : "z");
    }

    private String byRules(String word) {
        var sounds = new StringBuilder();
        for (int at = 0; at < word.length(); at++) {
            sounds.append(sound(word, at));
        }
        return stressed(sounds.toString());
    }

    private String sound(String word, int at) {
        var context = new StringBuilder().append(word.charAt(at));
        String found = rules.getOrDefault(context.toString(), SILENT);
        for (int neighbour : NEIGHBOURS) {
            int place = at + neighbour;
            context.append(place >= 0 && place < word.length() ? word.charAt(place) : '#');
            found = rules.getOrDefault(context.toString(), found);
        }
        return found.equals(SILENT) ? "" : found.replace(" ", "");
    }

    /** A word whose letters left no stress gets one on its first vowel. */
    private static String stressed(String sounds) {
        if (sounds.indexOf(STRESS) >= 0) {
            return sounds;
        }
        for (int i = 0; i < sounds.length(); i++) {
            if (VOWELS.indexOf(sounds.charAt(i)) >= 0) {
                return sounds.substring(0, i) + STRESS + sounds.substring(i);
            }
        }
        return sounds;
    }
}
