package io.antiphon.dialogue.extract;

import io.antiphon.dialogue.extract.word.Spelling;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Words that mean the same in every conversation: yes, no, wait, go on, um. */
public final class Lexicon {

    private static final double HUM = 0.8;
    private static final double MISHEARD = 0.6;
    private static final Set<String> FILLERS = Set.of("um", "uh", "er", "erm", "hm", "hmm", "mm",
            "ah", "oh", "eh", "umm", "uhm");
    private static final Set<String> ACKNOWLEDGING = Set.of("mhm", "mhmm", "uhhuh", "aha", "huh",
            "okay", "right", "yeah", "yes", "yep", "yup", "sure", "i", "see", "all", "good",
            "great", "fine", "alright", "got", "it", "ya");
    private static final Set<String> HUMMED = Set.of("uh", "huh", "mm", "hm", "hmm", "mhm", "mhmm",
            "uhhuh", "aha", "ah", "m", "uhuh", "mmhmm", "hum", "ahah", "uhu");
    private static final List<List<String>> STOPPING = List.of(List.of("stop"), List.of("wait"),
            List.of("hold", "on"), List.of("no", "no"), List.of("excuse", "me"), List.of("sorry"),
            List.of("hang", "on"), List.of("one", "moment"), List.of("actually"));

    /** What a yes-or-no question was answered with. */
    public enum Verdict {
        YES,
        NO,
        NEITHER
    }

    private Lexicon() {}

    /** Whether a word only holds the floor. */
    public static boolean isFiller(String word) {
        return FILLERS.contains(word);
    }

    /** "Uh-huh", "okay", "I see": the caller listens and wants to hear more. */
    public static boolean isAcknowledgement(List<String> words) {
        if (words.isEmpty() || words.size() > 4 || words.equals(List.of("i"))) {
            return false;
        }
        if (isHummed(words)) {
            return true;
        }
        return words.stream().allMatch(word -> ACKNOWLEDGING.contains(word) || isFiller(word))
                && words.stream().anyMatch(ACKNOWLEDGING::contains);
    }

    /** "Wait", "stop", "hold on" at the beginning: the caller wants the floor. */
    public static boolean wantsTheFloor(List<String> words) {
        var start = words.subList(0, Math.min(4, words.size()));
        return STOPPING.stream()
                .anyMatch(phrase -> Collections.indexOfSubList(start, phrase) >= 0);
    }

    /** Takes the first phrase or word that says yes or no. */
    public static Verdict verdict(List<String> words) {
        return answer(words).verdict();
    }

    /** The same, with how sure it is. */
    static Verdicts.Answer answer(List<String> words) {
        boolean uhHuh = isHummed(words) && words.size() >= 2;
        if (uhHuh || words.equals(List.of("mhm"))) {
            return new Verdicts.Answer(Verdict.YES, HUM);
        }
        var answer = Verdicts.of(words);
        return answer.verdict() == Verdict.NEITHER && words.size() == 1
                ? new Verdicts.Answer(misheard(words.getFirst()), MISHEARD)
                : answer;
    }

    private static boolean isHummed(List<String> words) {
        boolean hummed = !words.isEmpty() && words.stream().allMatch(HUMMED::contains);
        return hummed && (words.size() > 1 || !isFiller(words.getFirst()));
    }

    /** One short word where only yes or no was to be expected. */
    private static Verdict misheard(String word) {
        if (word.length() >= 3 && word.charAt(0) == 'y' && Spelling.distance(word, "yes") == 1) {
            return Verdict.YES;
        }
        return word.equals("know") || word.equals("now") ? Verdict.NO : Verdict.NEITHER;
    }
}
