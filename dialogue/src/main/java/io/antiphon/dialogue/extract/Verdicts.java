package io.antiphon.dialogue.extract;

import static java.util.stream.Collectors.groupingBy;

import io.antiphon.dialogue.extract.Lexicon.Verdict;
import io.antiphon.dialogue.extract.word.Sequence;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether an answer says yes or no, in phrases such as "not really" and "why not" as well as in words. */
final class Verdicts {

    private static final double PLAIN = 0.95;
    private static final double HEDGED = 0.7;
    /** "No, that's fine", "yeah no": what it means depends on the question, or on the caller. */
    private static final double TWOFOLD = 0.5;
    private static final int LONG = 8;

    private static final Set<String> YES = Set.of("yes", "yeah", "yep", "yup", "sure", "correct",
            "right", "okay", "exactly", "absolutely", "definitely", "fine", "perfect", "indeed",
            "ya", "yea", "uhhuh", "mhm", "mmhmm", "course", "certainly", "aye", "agreed",
            "naturally", "totally", "affirmative", "great", "gladly");
    private static final Set<String> NO = Set.of("no", "nope", "nah", "wrong", "incorrect", "not",
            "never", "nothing", "neither", "negative", "naw");
    private static final Set<String> PLAIN_YES = Set.of("yes", "yeah", "yep", "yup", "ya", "yea");
    private static final Set<String> PLAIN_NO = Set.of("no", "nope", "nah");
    private static final Set<String> APPROVING = Set.of("fine", "right", "correct", "perfect",
            "okay", "great", "good");

    private static final List<String> SAYING_YES = List.of("why not", "of course", "by all means",
            "go ahead", "that works", "works for me", "sounds good", "go for it", "not wrong",
            "not bad", "i do not mind", "i would not mind", "not too much trouble",
            "i would say so", "no problem", "not a problem", "no doubt", "without a doubt",
            "no worries", "no objection", "no objections", "nothing wrong", "you bet", "please do",
            "that will do", "it is", "it does", "i do", "i would love to", "let us do that",
            "do it", "all right", "that would be great", "very well", "spot on",
            "hundred percent", "not mind", "nothing against", "do not see why not",
            "could not be better", "not agree more", "that is it", "that is me", "that is the one",
            "if you would", "good idea", "with pleasure", "you got it", "i am");
    private static final List<String> HEDGED_YES = List.of("i think so", "i guess so",
            "i suppose so", "i believe so", "i hope so", "probably", "i guess", "most likely");
    private static final List<String> SAYING_NO = List.of("of course not", "certainly not",
            "absolutely not", "definitely not", "no thanks", "no thank you", "no need",
            "rather not", "i do not", "i am not", "it is not", "it does not", "i would not",
            "far from it", "leave it", "forget it", "do not bother", "not be necessary", "no way",
            "no chance",
            "you must be joking", "on the contrary", "hardly", "sure not", "surely not",
            "exactly not", "that is not it");
    private static final List<String> HEDGED_NO = List.of("do not think so", "do not believe so",
            "afraid not", "guess not", "hope not", "probably not", "maybe not", "not really",
            "not quite", "not exactly", "not yet", "not entirely", "yes but no", "i doubt it",
            "no not really", "probably not really");
    private static final List<String> SAYING_NEITHER = List.of("i do not know", "do not know",
            "not sure", "i am not sure", "no idea", "yes and no", "it depends", "that depends",
            "i do not care", "not understand", "i do not understand", "i am not certain",
            "can not tell", "can not say", "let me think", "i have no idea", "right now",
            "i did not hear", "did not get that", "what do you mean");

    private static final Set<List<String>> BARE = Set.of(List.of("it", "is"), List.of("it", "does"),
            List.of("i", "do"), List.of("i", "am"), List.of("i", "guess"));
    private static final List<List<String>> TAKING_BACK = List.of(List.of("no", "wait"),
            List.of("i", "mean"), List.of("i", "meant"), List.of("scratch", "that"));

    private record Phrase(List<String> words, Answer answer) {}

    /** What was answered, and how sure that is. */
    record Answer(Verdict verdict, double sureness) {}

    private static final Answer NOTHING = new Answer(Verdict.NEITHER, 0);
    private static final Map<String, List<Phrase>> PHRASES = phrases();

    private Verdicts() {}

    /** What was answered: the first phrase or word that says yes or no counts, or what corrects it. */
    static Answer of(List<String> words) {
        int behind = TAKING_BACK.stream()
                .mapToInt(marker -> Collections.lastIndexOfSubList(words, marker) + marker.size())
                .filter(at -> at >= 2)
                .max()
                .orElse(0);
        var corrected = behind < 2 ? NOTHING : first(words.subList(behind, words.size()));
        return corrected.verdict() == Verdict.NEITHER ? first(words) : corrected;
    }

    private static Answer first(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            var phrase = phraseAt(words, i);
            if (phrase.isPresent()) {
                return phrase.get().answer();
            }
            String word = words.get(i);
            if (NO.contains(word)) {
                return no(words, i);
            }
            if (YES.contains(word)) {
                return yes(words, i);
            }
        }
        return NOTHING;
    }

    private static Answer no(List<String> words, int i) {
        boolean plain = PLAIN_NO.contains(words.get(i));
        if (plain && PLAIN_YES.contains(Sequence.word(words, i + 1))) {
            return new Answer(Verdict.YES, TWOFOLD);
        }
        boolean approves = plain && words.size() <= LONG
                && words.subList(i, words.size()).stream().anyMatch(APPROVING::contains)
                && Collections.disjoint(words, Set.of("not", "wrong"));
        return new Answer(Verdict.NO, approves ? TWOFOLD : sureness(words));
    }

    private static Answer yes(List<String> words, int i) {
        boolean plain = PLAIN_YES.contains(words.get(i));
        if (plain && PLAIN_NO.contains(Sequence.word(words, i + 1))) {
            return new Answer(Verdict.NO, TWOFOLD);
        }
        if (!isDenied(words, i + 1)) {
            return new Answer(Verdict.YES, sureness(words));
        }
        // "Yes, I can not wait" agrees; "yes, but not on Tuesday" and "right, that is wrong" do not.
        boolean agrees = plain && !words.contains("but") && !words.contains("wrong");
        return new Answer(agrees ? Verdict.YES : Verdict.NO, agrees ? HEDGED : TWOFOLD);
    }

    /** "Sure, why not" is not denied. */
    private static boolean isDenied(List<String> words, int from) {
        int i = from;
        while (i < words.size()) {
            var phrase = phraseAt(words, i);
            boolean denies = phrase.map(each -> each.answer().verdict() == Verdict.NO)
                    .orElse(Set.of("not", "wrong").contains(words.get(i)));
            if (denies) {
                return true;
            }
            i += phrase.map(each -> each.words().size()).orElse(1);
        }
        return false;
    }

    private static double sureness(List<String> words) {
        return words.size() > LONG ? HEDGED : PLAIN;
    }

    private static Optional<Phrase> phraseAt(List<String> words, int i) {
        for (var phrase : PHRASES.getOrDefault(words.get(i), List.of())) {
            // "It is" and "I do" answer only where nothing follows but courtesy: "I do have a question".
            boolean whole = phrase.words().size() > 2 || !BARE.contains(phrase.words())
                    || ends(words, i + 2);
            if (whole && Sequence.reads(words, i, phrase.words())) {
                return Optional.of(phrase);
            }
        }
        return Optional.empty();
    }

    private static boolean ends(List<String> words, int i) {
        return i >= words.size() || Set.of("thanks", "thank", "please", "indeed", "yes")
                .contains(
                        words.get(i));
    }

    private static Map<String, List<Phrase>> phrases() {
        var all = Stream.of(phrases(SAYING_YES, Verdict.YES, PLAIN),
                phrases(HEDGED_YES, Verdict.YES, HEDGED), phrases(SAYING_NO, Verdict.NO, PLAIN),
                phrases(HEDGED_NO, Verdict.NO, HEDGED),
                phrases(SAYING_NEITHER, Verdict.NEITHER, 0))
                .flatMap(phrases -> phrases)
                .sorted(Comparator.comparingInt((Phrase phrase) -> phrase.words().size())
                        .reversed())
                .collect(groupingBy(phrase -> phrase.words().getFirst()));
        return Collections.unmodifiableMap(new HashMap<>(all));
    }

    private static Stream<Phrase> phrases(List<String> texts, Verdict verdict, double sureness) {
        return texts.stream()
                .map(text -> new Phrase(List.of(text.split(" ")), new Answer(verdict, sureness)));
    }
}
