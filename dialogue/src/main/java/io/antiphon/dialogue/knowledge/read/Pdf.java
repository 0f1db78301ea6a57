package io.antiphon.dialogue.knowledge.read;

import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/** The text of a PDF by PDFBox; what is a heading is told by the size of its letters. */
final class Pdf {

    private static final int MOST_PAGES = 2000;

    private Pdf() {}

    static Document read(String fileName, byte[] bytes) throws Unreadable {
        Fonts.settled();
        try (var pdf = Loader.loadPDF(bytes)) {
            if (pdf.getNumberOfPages() > MOST_PAGES) {
                throw new Unreadable("has " + pdf.getNumberOfPages() + " pages, at most "
                        + MOST_PAGES + " are read; split it into several files");
            }
            return read(fileName, pdf);
        } catch (InvalidPasswordException e) {
            throw new Unreadable("is protected by a password; save it without one", e);
        } catch (IOException | RuntimeException e) {
            // PDFBox answers some damage with exceptions of its own mistakes.
            throw new Unreadable("is a damaged PDF (" + e.getClass().getSimpleName()
                    + "); print it into a new one", e);
        }
    }

    private static Document read(String fileName, PDDocument pdf) throws IOException, Unreadable {
        var lines = new PdfLines();
        lines.getText(pdf);
        if (lines.lines().isEmpty()) {
            throw new Unreadable("has no text, only pictures, as of a scan; let a program recognise"
                    + " the text in it (OCR) first");
        }
        var outline = new Outline();
        Optional.ofNullable(pdf.getDocumentInformation().getTitle()).ifPresent(outline::title);
        new PdfLayout(lines.lines()).write(outline);
        return outline.document(fileName);
    }

    /** Set once: a process has one mapper of fonts. */
    static final class Fonts {

        static {
            FontMappers.set(new PdfFonts());
        }

        static void settled() {
            // By being loaded.
        }
    }
}
