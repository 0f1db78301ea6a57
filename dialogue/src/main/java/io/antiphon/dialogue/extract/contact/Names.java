package io.antiphon.dialogue.extract.contact;

import io.antiphon.dialogue.extract.number.Numbers;
import io.antiphon.dialogue.extract.spell.Spelled;
import io.antiphon.dialogue.extract.word.Found;
import io.antiphon.dialogue.extract.word.Spelling;
import io.antiphon.speech.Recognition.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Names of people, introduced ("my name is Anna Miller") or, where one was asked for, bare. */
public final class Names {

    private static final List<List<String>> CUES = List.of(List.of("name", "is"),
            List.of("this", "is"), List.of("i", "am"), List.of("call", "me"),
            List.of("my", "name"));
    private static final List<List<String>> ASKED_CUES = List.of(List.of("it", "is"),
            List.of("that", "is"), List.of("under"));
    private static final Set<String> NOT_NAMES = Set.of("a", "an", "the", "and", "or", "but", "is",
            "are", "was", "am", "be", "i", "you", "he", "she", "it", "we", "they", "my", "your",
            "name", "not", "no", "yes", "yeah", "please", "hello", "hi", "hey", "thanks", "thank",
            "okay", "so", "well", "um", "uh", "er", "erm", "hm", "hmm", "mm", "mhm", "huh", "oh",
            "ah", "speaking", "here", "at", "on", "in", "of", "for", "to", "from", "with", "by",
            "would", "like", "want", "need", "will", "can", "could", "do", "have", "make", "take",
            "what", "when", "where", "why", "how", "who", "that", "this", "there", "calling",
            "sorry", "late", "going", "just", "about", "wait", "stop", "correct", "right", "wrong",
            "today", "tomorrow", "appointment", "again", "say", "repeat", "ill", "sick", "fine",
            "know", "sure", "me", "idea", "clue", "problem",
            "second", "moment", "minute", "under", "last", "first", "good", "morning", "bye",
            "goodbye");
    private static final Set<String> QUESTIONS = Set.of("what", "when", "where", "why", "how",
            "who");
    /** Small words that a recogniser puts before a name. */
    private static final Set<String> SLIPS = Set.of("the", "a", "s", "um", "uh");
    private static final double PLAIN = 0.95;
    private static final double BARE = 0.85;
    private static final double SINGLE = 0.7;
    /** What callers say before they spell what they have just said. */
    private static final Set<String> SPELLING = Set.of("spelled", "spelt", "spelling", "spell",
            "it", "is", "that", "i", "which", "um", "uh");
    private static final int SHORTEST_SPELLED = 3;
    private static final int LONGEST = 4;
    private static final int LONGEST_SPELLED = 16;

    private Names() {}

    public static Optional<Found> in(List<String> said, boolean asked) {
        var words = mended(asSpelled(said));
        var introduced = behind(words, CUES, asked ? 1 : 2);
        if (introduced.isPresent() || !asked) {
            return introduced;
        }
        var cued = behind(words, ASKED_CUES, 1);
        return cued.isPresent() ? cued : bare(words);
    }

    /** Whether one of the phrases that introduce a name stands there. */
    public static boolean isIntroduced(List<String> words) {
        var mended = mended(words);
        return CUES.stream().anyMatch(cue -> indexBehind(mended, cue) > 0);
    }

    /** "Meyer, spelled m a i e r": the letters count, and stand where the word stood. */
    private static List<String> asSpelled(List<String> words) {
        int i = 1;
        while (i < words.size()) {
            boolean letters = words.get(i).length() == 1 || words.get(i).equals("double");
            var run = letters ? Spelled.at(words, i) : new Spelled.Run("", i);
            int word = wordBefore(words, i);
            boolean same = run.text().length() >= SHORTEST_SPELLED && word >= 0
                    && words.get(word).length() > 1
                    && words.get(word).charAt(0) == Character.toLowerCase(run.text().charAt(0));
            if (same) {
                var spelled = new ArrayList<>(words.subList(0, word));
                spelled.add(run.text().toLowerCase(Locale.ROOT));
                spelled.addAll(words.subList(run.end(), words.size()));
                return spelled;
            }
            i = Math.max(run.end(), i + 1);
        }
        return words;
    }

    private static int wordBefore(List<String> words, int i) {
        int word = i - 1;
        while (word >= 0 && i - word <= SPELLING.size() && SPELLING.contains(words.get(word))) {
            word--;
        }
        return word;
    }

    /** Behind "my", a word like "name" is that word. */
    private static List<String> mended(List<String> words) {
        var mended = new ArrayList<>(words);
        for (int i = 1; i < mended.size(); i++) {
            if (mended.get(i - 1).equals("my") && Spelling.likeness(mended.get(i), "name") > 0) {
                mended.set(i, "name");
            }
        }
        return mended;
    }

    /** Whether words begin as a name does, and are no more than one. */
    public static boolean isPlain(List<String> words) {
        return words.size() <= LONGEST && !NOT_NAMES.contains(words.getFirst());
    }

    private static Optional<Found> behind(List<String> words, List<List<String>> cues,
            int least) {
        for (var cue : cues) {
            int start = indexBehind(words, cue);
            if (start > 0) {
                int from = start;
                while (from + 1 < words.size() && SLIPS.contains(words.get(from))
                        && words.get(from + 1).length() > 1) {
                    from++;
                }
                var name = nameAt(words, from);
                // "I am ill" introduces nobody; only "my name is" makes one word a name.
                int enough = cue.contains("name") ? 1 : least;
                if (name.size() >= enough) {
                    return Optional.of(value(name));
                }
            }
        }
        return Optional.empty();
    }

    private static int indexBehind(List<String> words, List<String> cue) {
        int at = Collections.lastIndexOfSubList(words, cue);
        return at < 0 ? -1 : at + cue.size();
    }

    private static List<String> nameAt(List<String> words, int start) {
        var name = new ArrayList<String>();
        for (int i = start; i < words.size(); i++) {
            String word = words.get(i);
            boolean letters = word.length() == 1 && name.stream().allMatch(n -> n.length() == 1);
            boolean tooLong = name.size() >= (letters ? LONGEST_SPELLED : LONGEST);
            boolean spelled = letters && (i + 1 == words.size()
                    ? name.size() > 1
                    : words.get(i + 1).length() == 1);
            boolean noName = word.equals(Word.UNKNOWN) || (NOT_NAMES.contains(word) && !spelled);
            if (tooLong || noName || Numbers.isNumber(word)) {
                break;
            }
            name.add(word);
        }
        return name;
    }

    /** The caller just says it, perhaps with a "yes" before and a "please" behind. */
    private static Optional<Found> bare(List<String> words) {
        int start = 0;
        while (start < words.size() && NOT_NAMES.contains(words.get(start))) {
            if (QUESTIONS.contains(words.get(start))) {
                return Optional.empty();
            }
            start++;
        }
        var name = nameAt(words, start);
        int rest = words.size() - start - name.size();
        // A longer sentence around it means that the caller talks about something else.
        return name.isEmpty() || rest > 2 || start > 3
                ? Optional.empty()
                : Optional.of(value(name).atMost(name.size() > 1 ? BARE : SINGLE));
    }

    private static Found value(List<String> name) {
        boolean spelled = name.size() > 2 && name.stream().allMatch(part -> part.length() == 1);
        var parts = spelled ? List.of(String.join("", name)) : name;
        String full = String.join(" ", parts.stream().map(Names::capital).toList());
        return new Found(full, full, PLAIN);
    }

    static String capital(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
