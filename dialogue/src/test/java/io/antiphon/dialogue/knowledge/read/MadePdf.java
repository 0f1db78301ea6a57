package io.antiphon.dialogue.knowledge.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Makes PDF files line by line. */
final class MadePdf implements AutoCloseable {

    private final PDDocument pdf = new PDDocument();
    private PDPage page = new PDPage();
    private float y;

    MadePdf() {
        // Making asks for fonts as reading does.
        Pdf.Fonts.settled();
    }

    MadePdf page() {
        page = new PDPage();
        pdf.addPage(page);
        y = 740;
        return this;
    }

    /** Writes a line in letters of this size, and leaves this space above it. */
    MadePdf line(float size, float space, String text) {
        y -= size + space;
        try (var content = new PDPageContentStream(pdf, page,
                PDPageContentStream.AppendMode.APPEND, true)) {
            content.beginText();
            content.setFont(new PDType1Font(FontName.HELVETICA), size);
            content.newLineAtOffset(72, y);
            content.showText(text);
            content.endText();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    MadePdf locked() {
        try {
            pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try {
            pdf.save(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        try {
            pdf.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
