package io.antiphon.tts.piper;

import io.antiphon.tts.sound.Mark;
import io.antiphon.tts.text.SpokenText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A text as the numbers that the model reads: the beginning, a pad, each phoneme with a pad behind it, the
 * end. Remembers which number belongs to which word. Phonemes that the voice does not have are left out.
 */
final class PhonemeIds {

    private static final int NO_WORD = -1;

    private final PiperConfig config;
    private final List<Long> ids = new ArrayList<>();
    private final List<Integer> wordOf = new ArrayList<>();
    private final int words;
    private int unknownWords;

    PhonemeIds(SpokenText text, PiperConfig config, Pronunciation pronunciation) {
        this.config = config;
        words = text.words().size();
        add(PiperConfig.BEGIN, NO_WORD);
        add(PiperConfig.PAD, NO_WORD);
        var said = new ArrayList<Said>();
        for (int word = 0; word < words; word++) {
            for (String one : text.words().get(word).said()) {
                said.add(Said.of(one, word));
            }
        }
        for (int i = 0; i < said.size(); i++) {
            if (i > 0) {
                addPadded(" ", NO_WORD);
            }
            boolean stopped = i + 1 == said.size() || !said.get(i).stops().isEmpty();
            addSaid(said.get(i), stopped ? "" : said.get(i + 1).letters(), pronunciation);
        }
        add(PiperConfig.END, NO_WORD);
    }

    /** What is said for a word or a part of it: in lower case, without the stops behind it. */
    private record Said(String letters, String stops, int word) {

        static Said of(String said, int word) {
            int end = said.length();
            while (end > 0 && ",.;:?!".indexOf(said.charAt(end - 1)) >= 0) {
                end--;
            }
            return new Said(said.substring(0, end).toLowerCase(Locale.ROOT), said.substring(end),
                    word);
        }
    }

    private void addSaid(Said said, String next, Pronunciation pronunciation) {
        var phonemes = pronunciation.of(said.letters(), next);
        if (phonemes.isEmpty()) {
            unknownWords++;
            return;
        }
        phonemes.get().forEach(phoneme -> addPadded(phoneme, said.word()));
        said.stops()
                .codePoints()
                .forEach(stop -> addPadded(Character.toString(stop), NO_WORD));
    }

    private void addPadded(String phoneme, int word) {
        if (add(phoneme, word)) {
            add(PiperConfig.PAD, word);
        }
    }

    private boolean add(String phoneme, int word) {
        List<Long> numbers = config.ids().getOrDefault(phoneme, List.of());
        for (long number : numbers) {
            ids.add(number);
            wordOf.add(word);
        }
        return !numbers.isEmpty();
    }

    long[] ids() {
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    /** Words for which there is no pronunciation. */
    int unknownWords() {
        return unknownWords;
    }

    /** Where the words are if each number lasts so many frames of so many samples; none if they disagree. */
    List<Mark> marks(float[] frames, double samplesPerFrame) {
        if (frames.length != ids.size()) {
            return List.of();
        }
        var starts = new int[words];
        var ends = new int[words];
        Arrays.fill(starts, NO_WORD);
        double at = 0;
        for (int i = 0; i < frames.length; i++) {
            double end = at + frames[i] * samplesPerFrame;
            int word = wordOf.get(i);
            if (word != NO_WORD) {
                starts[word] = starts[word] == NO_WORD ? (int) at : starts[word];
                ends[word] = (int) end;
            }
            at = end;
        }
        var marks = new ArrayList<Mark>();
        int last = 0;
        for (int word = 0; word < words; word++) {
            boolean silent = starts[word] == NO_WORD;
            marks.add(silent ? new Mark(last, last) : new Mark(starts[word], ends[word]));
            last = marks.getLast().end();
        }
        return marks;
    }
}
