package io.antiphon.dialogue.knowledge.read;

import java.io.IOException;
import java.util.Optional;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The one font that comes with PDFBox, in place of all that a file names and does not bring. Nothing is drawn, and what
 * a letter is does not depend on its shape. PDFBox's own way would search the machine's fonts for seconds and
 * write what it finds into the home directory.
 */
final class PdfFonts implements FontMapper {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final TrueTypeFont font;

    PdfFonts() {
        try (var bytes = Optional.ofNullable(PDDocument.class.getResourceAsStream(FONT))
                .orElseThrow()) {
            font = new TTFParser().parseEmbedded(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("PDFBox's own font", e);
        }
    }

    @Override
    public FontMapping<TrueTypeFont> getTrueTypeFont(String name,
            @Nullable PDFontDescriptor descriptor) {
        return new FontMapping<>(font, true);
    }

    @Override
    public FontMapping<FontBoxFont> getFontBoxFont(String name,
            @Nullable PDFontDescriptor descriptor) {
        return new FontMapping<>(font, true);
    }

    @Override
    @SuppressWarnings("NullAway") // No font with CID-keyed outlines, as PDFBox's mapper says it.
    public CIDFontMapping getCIDFont(String name, @Nullable PDFontDescriptor descriptor,
            @Nullable PDCIDSystemInfo system) {
        return new CIDFontMapping(null, font, true);
    }
}
