package io.antiphon.dialogue.knowledge.read;

/** Reads a file's bytes by its name. Stateless, any thread; seconds for a long PDF. */
public final class DocumentReader {

    /** The largest file that is looked at. */
    public static final int MOST_BYTES = 32 << 20;

    /** How reading ended. */
    public sealed interface Reading {

        /** It was read. */
        record Done(Document document) implements Reading {}

        /** It was not, and what its owner can do about it. */
        record Refused(String why) implements Reading {}
    }

    private DocumentReader() {}

    public static Reading read(String fileName, byte[] bytes) {
        var format = Format.of(fileName);
        if (format.isEmpty()) {
            return new Reading.Refused("is of a format that cannot be read; expected "
                    + Format.allEnds());
        }
        if (bytes.length == 0) {
            return new Reading.Refused("is empty; leave it out, or write into it");
        }
        if (bytes.length > MOST_BYTES) {
            return new Reading.Refused("has " + bytes.length + " bytes, at most " + MOST_BYTES
                    + " are read; split it into several files");
        }
        try {
            return new Reading.Done(read(format.get(), fileName, bytes));
        } catch (Unreadable e) {
            return new Reading.Refused(e.why());
        }
    }

    private static Document read(Format format, String fileName, byte[] bytes) throws Unreadable {
        return switch (format) {
            case TEXT -> PlainText.read(fileName, bytes);
            case MARKDOWN -> Markdown.read(fileName, bytes);
            case HTML -> Html.read(fileName, bytes);
            case PDF -> Pdf.read(fileName, bytes);
            case DOCX -> Docx.read(fileName, bytes);
        };
    }
}
