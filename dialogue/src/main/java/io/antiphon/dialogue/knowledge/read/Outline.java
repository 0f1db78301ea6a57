package io.antiphon.dialogue.knowledge.read;

import io.antiphon.dialogue.knowledge.read.Block.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Collects the blocks of one document while a reader walks through it, and knows the headings above the present place. */
final class Outline {

    /** Some 3000 pages. What has more is no document that a caller is told from. */
    private static final int MOST_CHARACTERS = 8_000_000;
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cntrl}]+");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");

    private final TreeMap<Integer, String> headings = new TreeMap<>();
    private final List<Block> blocks = new ArrayList<>();
    private Optional<String> title = Optional.empty();
    private OptionalInt page = OptionalInt.empty();
    private int characters;

    /** The text on one line, without what nobody sees. */
    static String line(String text) {
        return SPACE.matcher(INVISIBLE.matcher(text).replaceAll("")).replaceAll(" ").strip();
    }

    void page(int number) {
        page = OptionalInt.of(number);
    }

    void title(String text) {
        var line = line(text);
        if (title.isEmpty() && !line.isEmpty()) {
            title = Optional.of(line);
        }
    }

    /** @param level the smaller, the wider; the first of the level 1 is the title, too */
    void heading(int level, String text) {
        var line = line(text);
        if (!line.isEmpty()) {
            headings.tailMap(level, true).clear();
            headings.put(level, line);
            if (level == 1) {
                title(line);
            }
        }
    }

    void block(Kind kind, String text) throws Unreadable {
        var line = line(text);
        if (!WORD.matcher(line).find()) {
            return;
        }
        characters += line.length();
        if (characters > MOST_CHARACTERS) {
            throw new Unreadable("has more than " + MOST_CHARACTERS
                    + " characters of text; split it into several files");
        }
        blocks.add(new Block(List.copyOf(headings.values()), page, kind, line));
    }

    /** What was collected; a document that says nothing is a mistake of somebody's. */
    Document document(String fileName) throws Unreadable {
        if (blocks.isEmpty()) {
            throw new Unreadable("has no text; leave it out, or write into it");
        }
        return new Document(title.orElse(fileName), blocks);
    }
}
