package io.antiphon.asr.language;

import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the network may name in a frame, from {@code tokens.txt}: nothing (blank), and the units of words.
 * These are letters or pieces of words with a mark between words, or the sounds of the language.
 */
public final class Symbols {

    /** Stands between words, where units are letters. */
    public static final String MARK = "\u2581";

    private static final List<String> BLANKS = List.of("<blk>", "<blank>", "<eps>");

    private final List<String> texts;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int blank;

    private Symbols(List<String> texts, int blank) {
        this.texts = texts;
        this.blank = blank;
        for (int i = 0; i < texts.size(); i++) {
            numbers.put(texts.get(i), i);
        }
    }

    public static Symbols read(ModelFiles files, String name) throws ModelFault {
        var byNumber = new HashMap<Integer, String>();
        var lines = files.lines(name);
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.isBlank()) {
                continue;
            }
            int space = line.lastIndexOf(' ');
            var place = files.directory().resolve(name) + " line " + (i + 1);
            if (space < 1) {
                throw ModelFault.refused(place + ": expected a symbol, a space and its number");
            }
            if (byNumber.put(number(line.substring(space + 1), place),
                    line.substring(0, space)) != null) {
                throw ModelFault.refused(place + ": this number was given to another symbol");
            }
        }
        return of(byNumber, files.directory().resolve(name).toString());
    }

    private static int number(String text, String place) throws ModelFault {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ModelFault.refused(place + ": '" + text + "' is not the number of a symbol");
        }
    }

    private static Symbols of(Map<Integer, String> byNumber, String place) throws ModelFault {
        int blank = -1;
        var texts = new String[byNumber.size()];
        for (int i = 0; i < texts.length; i++) {
            var text = byNumber.get(i);
            if (text == null) {
                throw ModelFault.refused(place + ": no symbol has number " + i);
            }
            texts[i] = text;
            blank = BLANKS.contains(text) ? i : blank;
        }
        if (blank < 0) {
            throw ModelFault.refused(place + ": none of the symbols is blank, expected one of "
                    + BLANKS);
        }
        return new Symbols(List.of(texts), blank);
    }

    public int size() {
        return texts.size();
    }

    public int blank() {
        return blank;
    }

    public String text(int number) {
        return texts.get(number);
    }

    /** The number of a symbol, or -1. */
    public int number(String text) {
        return numbers.getOrDefault(text, -1);
    }

    /** Whether words may be made of this symbol. */
    public boolean isUnit(int number) {
        return number != blank && number != mark() && !text(number).startsWith("<");
    }

    /** The number of the mark between words, or -1 where pieces of words carry it in them. */
    public int mark() {
        return number(MARK);
    }
}
