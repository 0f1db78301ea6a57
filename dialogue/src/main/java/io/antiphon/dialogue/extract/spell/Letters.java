package io.antiphon.dialogue.extract.spell;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What a single word stands for where somebody spells. */
final class Letters {

    /** Of the alphabet of aviation and some of its relatives. */
    private static final Set<String> ALPHABET = Set.of("alpha", "alfa", "bravo", "charlie", "delta",
            "echo", "foxtrot", "golf", "hotel", "india", "juliet", "juliett", "kilo", "lima",
            "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform",
            "victor", "whiskey", "whisky", "xray", "yankee", "zulu");
    /** Names of letters as a recogniser writes them, which hardly mean anything else. */
    private static final Map<String, Character> NAMES = Map.ofEntries(Map.entry("bee", 'B'),
            Map.entry("cee", 'C'), Map.entry("dee", 'D'), Map.entry("ee", 'E'),
            Map.entry("eff", 'F'), Map.entry("ef", 'F'), Map.entry("gee", 'G'),
            Map.entry("aitch", 'H'), Map.entry("haitch", 'H'), Map.entry("jay", 'J'),
            Map.entry("kay", 'K'), Map.entry("el", 'L'), Map.entry("ell", 'L'),
            Map.entry("em", 'M'), Map.entry("en", 'N'), Map.entry("pee", 'P'),
            Map.entry("queue", 'Q'), Map.entry("cue", 'Q'), Map.entry("ar", 'R'),
            Map.entry("ess", 'S'), Map.entry("es", 'S'), Map.entry("tee", 'T'),
            Map.entry("vee", 'V'), Map.entry("ex", 'X'), Map.entry("zee", 'Z'),
            Map.entry("zed", 'Z'));
    /** Words of their own, and letters only among letters. */
    private static final Map<String, Character> HOMOPHONES = Map.ofEntries(Map.entry("see", 'C'),
            Map.entry("sea", 'C'), Map.entry("be", 'B'), Map.entry("eye", 'I'),
            Map.entry("oh", 'O'), Map.entry("are", 'R'), Map.entry("tea", 'T'),
            Map.entry("you", 'U'), Map.entry("why", 'Y'), Map.entry("ay", 'A'));
    private static final Map<String, Character> ALL = List.of(NAMES, HOMOPHONES)
            .stream()
            .flatMap(map -> map.entrySet().stream())
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    private static final Map<String, Character> WORDS = ALPHABET.stream()
            .collect(toUnmodifiableMap(Function.identity(),
                    word -> Character.toUpperCase(word.charAt(0))));

    private Letters() {}

    /** The letter that a word is, says or stands for. */
    static Optional<Character> of(String word) {
        if (word.length() == 1 && Character.isLetter(word.charAt(0))) {
            return Optional.of(Character.toUpperCase(word.charAt(0)));
        }
        return Optional.ofNullable(WORDS.get(word)).or(() -> Optional.ofNullable(ALL.get(word)));
    }

    /** Whether a word is a letter only among others: "see", "you", "are". */
    static boolean isHomophone(String word) {
        return HOMOPHONES.containsKey(word);
    }

    /** The words of the alphabet of aviation, which callers spell with. */
    static List<String> alphabet() {
        return ALPHABET.stream().sorted().toList();
    }

    /** The names of the letters. */
    static List<String> letters() {
        return "abcdefghijklmnopqrstuvwxyz".chars().mapToObj(Character::toString).toList();
    }
}
