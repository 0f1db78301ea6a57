package io.antiphon.dialogue.extract.word;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What callers take back: "no, the fourteenth", "not Tuesday, Thursday", "scratch that, three". */
public final class Corrections {

    /** Phrases after which it is said anew, by their first word; longer ones first. */
    private static final Map<String, List<List<String>>> MARKERS = Map.ofEntries(
            Map.entry("no", List.of(List.of("no", "wait"), List.of("no", "sorry"), List.of("no"))),
            Map.entry("i", List.of(List.of("i", "mean"), List.of("i", "meant"))),
            Map.entry("sorry", List.of(List.of("sorry"))),
            Map.entry("wait", List.of(List.of("wait"))),
            Map.entry("actually", List.of(List.of("actually"))),
            Map.entry("correction", List.of(List.of("correction"))),
            Map.entry("scratch", List.of(List.of("scratch", "that"))),
            Map.entry("strike", List.of(List.of("strike", "that"))),
            Map.entry("forget", List.of(List.of("forget", "that"), List.of("forget", "it"))),
            Map.entry("delete", List.of(List.of("delete", "that"))),
            Map.entry("or", List.of(List.of("or", "rather"), List.of("or", "better"))),
            Map.entry("make", List.of(List.of("make", "that"), List.of("make", "it"))),
            Map.entry("my", List.of(List.of("my", "mistake"), List.of("my", "bad"))),
            Map.entry("start", List.of(List.of("start", "again"), List.of("start", "over"))));
    /** Behind these nothing that was said before counts, whatever it was. */
    private static final Set<String> ERASING = Set.of("scratch", "strike", "delete", "start",
            "correction");
    /** "No later than Friday", "no idea": here "no" takes nothing back. */
    private static final Set<String> NOT_BEHIND_NO = Set.of("later", "earlier", "sooner", "idea",
            "problem", "one", "matter", "need", "more", "thanks", "thank", "worries", "longer");
    private static final Set<String> RULING_OUT = Set.of("not", "than", "of");
    private static final Set<String> BETWEEN = Set.of("on", "the", "next", "at", "this", "a", "an",
            "in", "for");
    private static final int REACH = 3;

    private Corrections() {}

    /** What was said between the places where the caller took something back, in order. */
    public static List<List<String>> takes(List<String> words) {
        return split(words, MARKERS.keySet());
    }

    /** The last take of something dictated, in which "no" and "I mean" may well belong to it. */
    public static List<String> lastDictated(List<String> words) {
        var takes = split(words, ERASING);
        return takes.isEmpty() ? List.of() : takes.getLast();
    }

    /** What a reader makes of the latest take of which it makes anything. */
    public static <T> Optional<T> latest(List<String> words,
            Function<List<String>, Optional<T>> reader) {
        var takes = takes(words);
        for (var take : takes.reversed()) {
            var read = reader.apply(take);
            if (read.isPresent()) {
                return read;
            }
        }
        return takes.size() > 1 ? reader.apply(words) : Optional.empty();
    }

    /** Whether the value that begins at a place is one that the caller does not mean. */
    public static boolean isRuledOut(List<String> words, int i) {
        for (int back = i - 1; back >= 0 && back >= i - REACH; back--) {
            String word = words.get(back);
            if (RULING_OUT.contains(word)) {
                return rulesOut(words, back);
            }
            if (!BETWEEN.contains(word)) {
                return false;
            }
        }
        return false;
    }

    private static boolean rulesOut(List<String> words, int i) {
        String before = Sequence.word(words, i - 1);
        return switch (words.get(i)) {
            // "Why not Tuesday", and "not later than" rules nothing out.
            case "not" -> !before.equals("why");
            case "than" -> !Set.of("later", "earlier", "sooner", "more", "less").contains(before);
            default -> before.equals("instead");
        };
    }

    private static List<List<String>> split(List<String> words, Set<String> beginnings) {
        if (Collections.disjoint(words, beginnings)) {
            return words.isEmpty() ? List.of() : List.of(words);
        }
        var takes = new ArrayList<List<String>>();
        int from = 0;
        int i = 0;
        while (i < words.size()) {
            int length = beginnings.contains(words.get(i)) ? markerAt(words, i) : 0;
            if (length == 0) {
                i++;
                continue;
            }
            add(takes, words.subList(from, i));
            i += length;
            from = i;
        }
        add(takes, words.subList(from, words.size()));
        return takes;
    }

    private static int markerAt(List<String> words, int i) {
        boolean plainNo = words.get(i).equals("no")
                && Sequence.isAnyOf(words, i + 1, NOT_BEHIND_NO);
        if (plainNo) {
            return 0;
        }
        return MARKERS.getOrDefault(words.get(i), List.of())
                .stream()
                .filter(marker -> Sequence.reads(words, i, marker))
                .mapToInt(List::size)
                .max()
                .orElse(0);
    }

    private static void add(List<List<String>> takes, List<String> take) {
        if (!take.isEmpty()) {
            takes.add(take);
        }
    }
}
