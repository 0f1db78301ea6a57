package io.antiphon.asr.language;

import io.antiphon.asr.language.Lexicon.Form;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import io.antiphon.speech.Recognition.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Reads words with the units that they are made of.
 *
 * <p>{@code lexicon.txt} has a line {@code word<TAB>unit unit unit} for each way to say a word.
 * {@code words.txt} has a word a line, which is spelled.
 */
public final class LexiconReader {

    public static final String SOUNDS = "lexicon.txt";
    public static final String SPELLED = "words.txt";

    private static final int MOST_WORDS = 1_000_000;
    private static final int LONGEST = 200;

    private final Symbols symbols;
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Form> forms = new ArrayList<>();

    private LexiconReader(Symbols symbols) {
        this.symbols = symbols;
    }

    /** Reads whichever of the two files there is; one of them has to be. */
    public static Lexicon read(ModelFiles files, Symbols symbols) throws ModelFault {
        var name = files.has(SOUNDS) ? SOUNDS : SPELLED;
        return read(files.lines(name), files.directory().resolve(name).toString(), symbols);
    }

    static Lexicon read(List<String> lines, String path, Symbols symbols) throws ModelFault {
        var reader = new LexiconReader(symbols);
        boolean spelled = path.endsWith(SPELLED);
        if (spelled && symbols.mark() < 0) {
            throw ModelFault.refused(path + " needs a model of letters, but the model has "
                    + "no mark between words (" + Symbols.MARK + ")");
        }
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            var place = path + " line " + (i + 1);
            if (line.isEmpty()) {
                continue;
            }
            if (spelled) {
                reader.spell(line, place);
            } else {
                reader.say(line, place);
            }
        }
        if (reader.forms.isEmpty()) {
            throw ModelFault.refused(path + ": no words in it");
        }
        return Lexicon.of(reader.texts, reader.forms);
    }

    private void spell(String word, String place) throws ModelFault {
        var units = new int[word.length() + 1];
        for (int i = 0; i < word.length(); i++) {
            units[i] = symbols.number(word.substring(i, i + 1));
            if (units[i] < 0) {
                throw ModelFault.refused(place + ": tokens.txt has no symbol for the letter '"
                        + word.charAt(i) + "'");
            }
        }
        units[word.length()] = symbols.mark();
        add(word, units, place);
    }

    private void say(String line, String place) throws ModelFault {
        var fields = new StringTokenizer(line);
        var word = fields.nextToken();
        if (!fields.hasMoreTokens()) {
            throw ModelFault.refused(place + ": expected a word, a tab and what it is made of");
        }
        int said = fields.countTokens();
        var units = new int[symbols.mark() < 0 ? said : said + 1];
        Arrays.fill(units, symbols.mark());
        for (int i = 0; i < said; i++) {
            var unit = fields.nextToken();
            units[i] = symbols.number(unit);
            if (units[i] < 0 || !symbols.isUnit(units[i])) {
                throw ModelFault.refused(place + ": '" + unit + "' is no sound or letter of "
                        + "tokens.txt");
            }
        }
        add(word, units, place);
    }

    private void add(String word, int[] units, String place) throws ModelFault {
        if (word.equals(Word.UNKNOWN) || word.startsWith("<")) {
            throw ModelFault.refused(place + ": '" + word + "' is a sign, expected a word");
        }
        if (units.length > LONGEST) {
            throw ModelFault.refused(place + ": a word of " + units.length + " units, expected "
                    + LONGEST + " at most");
        }
        var number = numbers.get(word);
        if (number == null) {
            if (texts.size() == MOST_WORDS) {
                throw ModelFault.refused(place + ": more than " + MOST_WORDS + " words");
            }
            number = texts.size();
            numbers.put(word, number);
            texts.add(word);
        }
        forms.add(new Form(number, units));
    }
}
