package io.antiphon.tts.system;

import io.antiphon.tts.sound.Mark;
import io.antiphon.tts.text.SpokenText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds which of the phones that a program spoke belong to which word, by the cheapest way to read the
 * letters of the text as those phones. Letters may be silent, phones may come from nowhere ("x" has two),
 * and a pause may stand only between two words.
 */
final class PhoneAlignment {

    /** A phone in ARPAbet, {@code pau} for a pause, and the first sample behind it. */
    record Phone(String name, int endSample) {}

    private static final char BETWEEN = '|';
    private static final String PAUSE = "pau";
    private static final Set<Character> VOWELS = Set.of('a', 'e', 'i', 'o', 'u', 'y');
    private static final Set<Character> OFTEN_SILENT = Set.of('e', 'h', 'u', 'g', 'w');
    private static final Map<Character, Set<String>> SOUNDS = Map.ofEntries(
            Map.entry('a', Set.of("aa", "ae", "ah", "ao", "aw", "ax", "ay", "eh", "ey")),
            Map.entry('b', Set.of("b")), Map.entry('c', Set.of("k", "s", "ch", "sh")),
            Map.entry('d', Set.of("d", "t", "jh")),
            Map.entry('e', Set.of("eh", "iy", "ih", "ax", "er", "ey")),
            Map.entry('f', Set.of("f", "v")), Map.entry('g', Set.of("g", "jh", "zh")),
            Map.entry('h', Set.of("hh")), Map.entry('i', Set.of("ih", "ay", "iy", "ax", "er")),
            Map.entry('j', Set.of("jh")), Map.entry('k', Set.of("k")), Map.entry('l', Set.of("l")),
            Map.entry('m', Set.of("m")), Map.entry('n', Set.of("n", "ng")),
            Map.entry('o', Set.of("ow", "aa", "ao", "ah", "uh", "uw", "oy", "aw", "ax", "er")),
            Map.entry('p', Set.of("p", "f")), Map.entry('q', Set.of("k")),
            Map.entry('r', Set.of("r", "er")), Map.entry('s', Set.of("s", "z", "sh", "zh")),
            Map.entry('t', Set.of("t", "dh", "th", "ch", "sh", "d")),
            Map.entry('u', Set.of("uw", "uh", "ah", "ax", "er", "ih")),
            Map.entry('v', Set.of("v")), Map.entry('w', Set.of("w", "hh")),
            Map.entry('x', Set.of("k", "z", "g")), Map.entry('y', Set.of("y", "iy", "ay", "ih")),
            Map.entry('z', Set.of("z", "s", "zh")));

    private static final byte READ = 1;
    private static final byte SILENT = 2;
    private static final byte EXTRA = 3;

    private final String letters;
    private final List<Phone> phones;
    private final float[][] cost;
    private final byte[][] step;

    private PhoneAlignment(String letters, List<Phone> phones) {
        this.letters = letters;
        this.phones = phones;
        cost = new float[letters.length() + 1][phones.size() + 1];
        step = new byte[letters.length() + 1][phones.size() + 1];
    }

    /** The place of each word; no places at all if there are no phones. */
    static List<Mark> align(SpokenText text, List<Phone> phones) {
        if (phones.stream().allMatch(phone -> phone.name().equals(PAUSE))) {
            return List.of();
        }
        var letters = new StringBuilder();
        var ends = new ArrayList<Integer>();
        letters.append(BETWEEN);
        for (SpokenText.Word word : text.words()) {
            for (String said : word.said()) {
                letters.append(said.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
                letters.append(BETWEEN);
            }
            ends.add(letters.length() - 1);
        }
        var alignment = new PhoneAlignment(letters.toString(), phones);
        alignment.fill();
        return alignment.marks(ends);
    }

    private void fill() {
        for (int i = 0; i <= letters.length(); i++) {
            for (int j = 0; j <= phones.size(); j++) {
                if (i > 0 || j > 0) {
                    choose(i, j);
                }
            }
        }
    }

    private void choose(int i, int j) {
        float read = i > 0 && j > 0 ? cost[i - 1][j - 1] + reading(i - 1, j - 1) : Float.MAX_VALUE;
        float silent = i > 0 ? cost[i - 1][j] + silence(i - 1) : Float.MAX_VALUE;
        float extra = j > 0 ? cost[i][j - 1] + extra(j - 1) : Float.MAX_VALUE;
        cost[i][j] = Math.min(read, Math.min(silent, extra));
        if (cost[i][j] == read) {
            step[i][j] = READ;
        } else {
            step[i][j] = cost[i][j] == silent ? SILENT : EXTRA;
        }
    }

    private float reading(int letter, int phone) {
        char c = letters.charAt(letter);
        String name = phones.get(phone).name();
        if (c == BETWEEN || name.equals(PAUSE)) {
            return c == BETWEEN && name.equals(PAUSE) ? 0 : 50;
        }
        if (SOUNDS.getOrDefault(c, Set.of()).contains(name)) {
            return 0;
        }
        boolean vowelPhone = VOWELS.contains(name.charAt(0)) && !name.equals("y");
        if (VOWELS.contains(c) == vowelPhone) {
            return vowelPhone ? 0.7f : 1.6f;
        }
        return 2.5f;
    }

    private float silence(int letter) {
        char c = letters.charAt(letter);
        if (c == BETWEEN) {
            return 0;
        }
        boolean doubled = letter > 0 && letters.charAt(letter - 1) == c;
        if (doubled) {
            return 0.1f;
        }
        return OFTEN_SILENT.contains(c) ? 0.5f : 0.9f;
    }

    private float extra(int phone) {
        return phones.get(phone).name().equals(PAUSE) ? 50 : 1.1f;
    }

    /** Walks the cheapest way back and notes which phones were spoken before the end of each word. */
    private List<Mark> marks(List<Integer> ends) {
        var phonesAt = new int[letters.length() + 1];
        int i = letters.length();
        int j = phones.size();
        while (i > 0 || j > 0) {
            phonesAt[i] = Math.max(phonesAt[i], j);
            switch (step[i][j]) {
                case READ -> {
                    i--;
                    j--;
                }
                case SILENT -> i--;
                default -> j--;
            }
        }
        var marks = new ArrayList<Mark>();
        int from = 0;
        for (int end : ends) {
            int to = Math.max(from, phonesAt[end]);
            marks.add(mark(from, to));
            from = to;
        }
        return marks;
    }

    /** From the first to the last phone that is no pause. */
    private Mark mark(int from, int to) {
        int first = from;
        while (first < to && phones.get(first).name().equals(PAUSE)) {
            first++;
        }
        int last = to;
        while (last > first && phones.get(last - 1).name().equals(PAUSE)) {
            last--;
        }
        int start = first == 0 ? 0 : phones.get(first - 1).endSample();
        return new Mark(start, last > first ? phones.get(last - 1).endSample() : start);
    }
}
