package io.antiphon.dialogue.knowledge.read;

import io.antiphon.dialogue.knowledge.read.Block.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text without marks: blocks between empty lines. A short line alone that ends without a full stop is a heading of what
 * follows it, and lines that begin with a dash, a star or a number are items.
 */
final class PlainText {

    private static final int LONGEST_HEADING = 8;
    private static final Pattern ITEM = Pattern
            .compile("^\\s*(?:[-*\u2022\u2013]|\\d{1,3}[.)])\\s+");
    private static final Pattern RULE = Pattern.compile("[=\\-_*~\\s]+");

    private PlainText() {}

    static Document read(String fileName, byte[] bytes) throws Unreadable {
        var outline = new Outline();
        var blocks = List.of(utf8(bytes).split("\\R\\s*\\R"));
        for (int i = 0; i < blocks.size(); i++) {
            var lines = blocks.get(i)
                    .lines()
                    .filter(line -> !RULE.matcher(line).matches())
                    .toList();
            if (lines.size() == 1 && i + 1 < blocks.size() && isHeading(lines.getFirst())) {
                outline.heading(1, lines.getFirst());
            } else {
                block(outline, lines);
            }
        }
        return outline.document(fileName);
    }

    private static void block(Outline outline, List<String> lines) throws Unreadable {
        var text = new StringBuilder();
        var kind = Kind.PARAGRAPH;
        for (var line : lines) {
            var item = ITEM.matcher(line);
            if (item.find()) {
                outline.block(kind, text.toString());
                text.setLength(0);
                kind = Kind.ITEM;
                text.append(line, item.end(), line.length());
            } else {
                text.append(' ').append(line);
            }
        }
        outline.block(kind, text.toString());
    }

    static boolean isItem(String line) {
        return ITEM.matcher(line).find();
    }

    static String withoutMark(String item) {
        return ITEM.matcher(item).replaceFirst("");
    }

    private static boolean isHeading(String line) {
        var heading = line.strip();
        return !heading.isEmpty() && Character.isLetterOrDigit(heading.codePointAt(0))
                && !isItem(heading)
                && heading.split("\\s+").length <= LONGEST_HEADING
                && ".!,;".indexOf(heading.charAt(heading.length() - 1)) < 0;
    }

    /** Strictly: a letter that was read wrongly would be said wrongly. */
    static String utf8(byte[] bytes) throws Unreadable {
        try {
            var text = StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new Unreadable("is no text: it has zero bytes; save it as UTF-8");
            }
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Unreadable("is not in UTF-8; save it as UTF-8", e);
        }
    }
}
