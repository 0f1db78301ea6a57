package io.antiphon.dialogue.extract.mood;

import static java.util.stream.Collectors.groupingBy;

import io.antiphon.dialogue.extract.word.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How pleased somebody sounds by their words: a weight for each phrase that tells, turned by "not" and raised by
 * "very", and all of them added up. What is merely broken, late or wrong tells nothing of the caller.
 */
public final class Mood {

    private static final double FURIOUS = -3;
    private static final double UPSET = -1.5;
    private static final double DISPLEASED = -1;
    private static final double PLEASED = 1;
    private static final double MILD = 0.5;
    private static final double RAISED = 1.5;
    private static final double LOWERED = 0.6;
    /** "Not good" is less bad than "bad". */
    private static final double TURNED = -0.9;
    private static final int REACH = 3;

    private static final Set<String> TURNING = Set.of("not", "no", "never", "hardly", "without",
            "nothing");
    private static final Set<String> RAISING = Set.of("very", "really", "so", "extremely",
            "absolutely", "totally", "completely", "too", "such", "quite", "most", "truly",
            "incredibly");
    private static final Set<String> LOWERING = Set.of("bit", "little", "slightly", "somewhat",
            "kind", "sort", "maybe");
    private static final Set<String> BETWEEN = Set.of("a", "an", "at", "all", "of", "the", "that",
            "any", "am", "is", "was", "be", "too");

    private record Phrase(List<String> words, double weight) {}

    private static final Map<String, List<Phrase>> PHRASES = phrases();

    private Mood() {}

    /** Below zero for who is displeased, above for who is pleased. */
    public static double of(List<String> words) {
        double mood = 0;
        int i = 0;
        while (i < words.size()) {
            var phrase = at(words, i);
            if (phrase.isPresent()) {
                mood += turned(words, i, phrase.get().weight());
                i += phrase.get().words().size();
            } else {
                mood += repeatedCall(words, i);
                i++;
            }
        }
        return mood;
    }

    private static Optional<Phrase> at(List<String> words, int i) {
        return PHRASES.getOrDefault(words.get(i), List.of())
                .stream()
                .filter(phrase -> Sequence.reads(words, i, phrase.words()))
                .findFirst();
    }

    /** "The third time I call", "for the tenth time". */
    private static double repeatedCall(List<String> words, int i) {
        return words.get(i).equals("time") && ORDINALS.contains(Sequence.word(words, i - 1))
                ? FURIOUS
                : 0;
    }

    private static double turned(List<String> words, int i, double weight) {
        double turned = weight;
        for (int back = i - 1; back >= 0 && back >= i - REACH; back--) {
            String word = words.get(back);
            if (TURNING.contains(word)) {
                // Who is not angry is not pleased by that.
                return turned < 0 ? 0 : turned * TURNED;
            }
            if (RAISING.contains(word)) {
                turned *= RAISED;
            } else if (LOWERING.contains(word)) {
                turned *= LOWERED;
            } else if (!BETWEEN.contains(word)) {
                break;
            }
        }
        return turned;
    }

    private static final List<String> ORDINALS = List.of("second", "third", "fourth", "fifth",
            "sixth", "seventh", "eighth", "tenth", "hundredth", "thousandth", "umpteenth");

    private static Map<String, List<Phrase>> phrases() {
        var all = new ArrayList<Phrase>();
        add(all, FURIOUS, "ridiculous, furious, angry, outrageous, unacceptable, disgrace, "
                + "disgraceful, fed up, sick of, sick and tired, had enough, enough of this, "
                + "what the hell, what the fuck, who the hell, fuck, fucking, fucked, bullshit, "
                + "shit, shitty, asshole, bastard, bastards, idiot, idiots, stupid, moron, morons, "
                + "shut up, screw you, go to hell, bloody hell, god damn, goddamn, damn it, pissed, "
                + "are you kidding, kidding me, must be kidding, must be joking, is a joke, "
                + "how many times, how many more times, how often do i have to, waste of time, "
                + "wasting my time, waste of my time, rip off, scam, liar, liars, lied to, lying, "
                + "incompetent, pathetic, i will sue, my lawyer, i am done with, hate you, "
                + "useless, good for nothing, insult, insulting, outrage, livid, "
                + "can not believe this, can not be serious, worst company, worst service, "
                + "want to complain, make a complaint, file a complaint, get lost, joke of a");
        add(all, UPSET, "terrible, awful, horrible, hate, disgusting, worst, nightmare, disaster, "
                + "damn, crap, rubbish, appalling, dreadful, upset, shame, shameful, lousy, hell, "
                + "for hours, for ages, nobody cares, no one cares, makes me mad, "
                + "driving me crazy, driving me mad, drives me crazy");
        add(all, DISPLEASED, "annoyed, annoying, frustrated, frustrating, disappointed, "
                + "disappointing, unhappy, dissatisfied, bad, poor, unfair, rude, worse, killing me, "
                + "sad, worried, tired of, complain, complaint, unfriendly, confusing, "
                + "still not, still does not, still waiting, again and again, keep waiting, "
                + "kept waiting, a pain, unreliable, fails every, nobody helps, no one helps, "
                + "not helping, nothing works, do not like");
        add(all, PLEASED, "great, perfect, wonderful, excellent, love, happy, awesome, brilliant, "
                + "fantastic, amazing, lovely, helpful, glad, pleased, delighted, superb, "
                + "appreciate, so kind, very kind, well done, good job, great job, nice of you, "
                + "you are the best, thank you so much, thanks so much, thank you very much, "
                + "thanks a lot, relieved, impressed, much better, works now, it works");
        add(all, MILD, "good, nice, kind, thank you, thanks, like it, fine");
        // These only sound like it.
        add(all, 0, "would love to, good morning, good afternoon, good evening, good day, "
                + "good bye, as good as, happy to, great britain, if you are happy, all good, "
                + "bad reception, bad line, bad connection, bad debt, poor reception, "
                + "what kind, this kind, some kind, any kind, that kind, kind of, no thank you, "
                + "angry birds, second time slot, good time, good day for, love song, "
                + "sad to say, best time, worst case, make a complaint form");
        return Collections.unmodifiableMap(new HashMap<>(all.stream()
                .sorted(Comparator.comparingInt((Phrase phrase) -> phrase.words().size())
                        .reversed())
                .collect(groupingBy(phrase -> phrase.words().getFirst()))));
    }

    private static void add(List<Phrase> all, double weight, String phrases) {
        for (var phrase : phrases.split(", ", -1)) {
            all.add(new Phrase(List.of(phrase.split(" ")), weight));
        }
    }
}
