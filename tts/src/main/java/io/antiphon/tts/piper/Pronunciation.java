package io.antiphon.tts.piper;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How words are turned into the phonemes that a voice was trained on. */
sealed interface Pronunciation {

    /** The phonemes of a word in lower case without punctuation; none if it does not know the word. */
    Optional<List<String>> of(String word);

    /** The same before another word, or before nothing. */
    default Optional<List<String>> of(String word, String next) {
        return of(word);
    }

    /** What a voice needs; {@code list} is the file beside it that a voice may have. */
    static Pronunciation forVoice(PiperConfig.Phonemes phonemes, Path list) throws IOException {
        if (phonemes.areCharacters()) {
            return new Characters();
        }
        if (!phonemes.isEnglish()) {
            return Listed.read(list);
        }
        Listed own = Files.exists(list) ? Listed.read(list) : new Listed(Map.of());
        return new English(own, EnglishWords.shipped());
    }

    /** The voice reads characters. */
    record Characters() implements Pronunciation {

        @Override
        public Optional<List<String>> of(String word) {
            return Optional.of(phonemes(word));
        }
    }

    /** The voice reads phonemes, which a file knows: a word, white space and its phonemes on each line. */
    record Listed(Map<String, List<String>> words) implements Pronunciation {

        static Listed read(Path file) throws IOException {
            var words = new HashMap<String, List<String>>();
            try {
                for (String line : Files.readAllLines(file)) {
                    int space = line.replace('\t', ' ').indexOf(' ');
                    if (space > 0 && !line.startsWith("#")) {
                        words.put(line.substring(0, space).toLowerCase(Locale.ROOT),
                                phonemes(line.substring(space).replaceAll("\\s", "")));
                    }
                }
            } catch (NoSuchFileException _) {
                throw new IOException(
                        "the voice reads the phonemes of a language other than English,"
                                + " and eSpeak is not part of this program because of its licence; expected"
                                + " a pronunciation list " + file
                                + " with a word and its IPA phonemes on"
                                + " each line, or a voice with phoneme_type text");
            } catch (MalformedInputException _) {
                throw new IOException(file + ": expected UTF-8");
            }
            return new Listed(Map.copyOf(words));
        }

        @Override
        public Optional<List<String>> of(String word) {
            return Optional.ofNullable(words.get(word));
        }
    }

    /** What comes with the program, behind a list of the voice's own. Knows how to say every word. */
    record English(Listed own, EnglishWords words) implements Pronunciation {

        private static final List<String> BEFORE_VOWEL = List.of("ð", "i");

        @Override
        public Optional<List<String>> of(String word) {
            var listed = own.of(word);
            String sounds = listed.isPresent() ? "" : words.of(word);
            return sounds.isEmpty() ? listed : Optional.of(phonemes(sounds));
        }

        @Override
        public Optional<List<String>> of(String word, String next) {
            boolean closed = word.equals("the") && EnglishWords.beginsWithVowel(words.of(next));
            return closed ? Optional.of(BEFORE_VOWEL) : of(word);
        }
    }

    /** Code points, with diacritics by themselves as Piper has them. */
    static List<String> phonemes(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .codePoints()
                .mapToObj(Character::toString)
                .toList();
    }
}
