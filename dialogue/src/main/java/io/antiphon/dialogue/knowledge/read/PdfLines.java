package io.antiphon.dialogue.knowledge.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Collects the lines of a PDF with the sizes of their letters. PDFBox wants to be inherited from for that. */
final class PdfLines extends PDFTextStripper {

    private static final int MOST_LINES = 500_000;

    private final List<PdfLine> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private float size;
    private boolean startsParagraph = true;

    PdfLines() {
        setSortByPosition(true);
    }

    List<PdfLine> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) {
        line.append(text);
        for (var position : positions) {
            if (!position.getUnicode().isBlank()) {
                size = Math.max(size, position.getFontSizeInPt());
            }
        }
    }

    @Override
    protected void writeWordSeparator() {
        line.append(' ');
    }

    @Override
    protected void writeLineSeparator() throws IOException {
        endLine();
    }

    @Override
    protected void writeParagraphStart() throws IOException {
        endLine();
        startsParagraph = true;
    }

    @Override
    protected void writeParagraphEnd() throws IOException {
        endLine();
    }

    @Override
    protected void writePageEnd() throws IOException {
        endLine();
        startsParagraph = true;
    }

    private void endLine() throws IOException {
        var text = Outline.line(line.toString());
        if (!text.isEmpty()) {
            if (lines.size() >= MOST_LINES) {
                throw new IOException("more than " + MOST_LINES + " lines");
            }
            lines.add(new PdfLine(getCurrentPageNo(), size, startsParagraph, text));
            startsParagraph = false;
        }
        line.setLength(0);
        size = 0;
    }
}
