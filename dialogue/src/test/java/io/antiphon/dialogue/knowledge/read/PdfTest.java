package io.antiphon.dialogue.knowledge.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PdfTest {

    @Test
    void largerLettersAreHeadings() {
        try (var pdf = new MadePdf().page()
                .line(20, 0, "Subscription terms")
                .line(14, 14, "Payment")
                .line(10, 12, "You pay in advance, at the first of")
                .line(10, 2, "each month.")
                .line(10, 14, "We send the invoice by e-mail, and by let-")
                .line(10, 2, "ter if you ask for it.")) {
            var document = ReadingTest.done("terms.pdf", pdf.bytes());
            assertEquals("Subscription terms", document.title());
            assertEquals(List.of(
                    "[Subscription terms, Payment] PARAGRAPH You pay in advance, at the"
                            + " first of each month.",
                    "[Subscription terms, Payment] PARAGRAPH We send the invoice by e-mail, and by"
                            + " letter if you ask for it."),
                    ReadingTest.told(document));
        }
    }

    @Test
    void aBlockKnowsItsPage() {
        try (var pdf = new MadePdf().page()
                .line(10, 0, "One is here.")
                .page()
                .line(10, 0, "Two is there.")) {
            assertEquals(List.of(1, 2), ReadingTest.done("a.pdf", pdf.bytes())
                    .blocks()
                    .stream()
                    .map(block -> block.page().orElseThrow())
                    .toList());
        }
    }

    @Test
    void itemsAreBlocksOfTheirOwn() {
        try (var pdf = new MadePdf().page()
                .line(10, 0, "Bring this:")
                .line(10, 2, "- your card")
                .line(10, 2, "- the letter of")
                .line(10, 2, "your doctor")) {
            assertEquals(List.of("[] PARAGRAPH Bring this:", "[] ITEM your card",
                    "[] ITEM the letter of your doctor"),
                    ReadingTest.told(ReadingTest.done("a.pdf", pdf.bytes())));
        }
    }

    @Test
    void whatStandsOnEveryPageIsLeftOut() {
        try (var pdf = new MadePdf()) {
            for (int page = 1; page <= 4; page++) {
                pdf.page()
                        .line(10, 0, "Lindenhof Practice")
                        .line(10, 40, "Text number " + page + ".")
                        .line(10, 400, "Page " + page + " of 4");
            }
            assertEquals(List.of("[] PARAGRAPH Text number 1.", "[] PARAGRAPH Text number 2.",
                    "[] PARAGRAPH Text number 3.", "[] PARAGRAPH Text number 4."),
                    ReadingTest.told(ReadingTest.done("a.pdf", pdf.bytes())));
        }
    }

    @Test
    void aHeadingIsNotTakenForItsRepetitionAboveThePages() {
        try (var pdf = new MadePdf().page().line(18, 0, "Repairs").line(10, 20, "Text is here.")) {
            for (int page = 2; page <= 4; page++) {
                pdf.page().line(10, 0, "Repairs").line(10, 40, "Text number " + page + ".");
            }
            assertEquals(List.of("[Repairs] PARAGRAPH Text is here.",
                    "[Repairs] PARAGRAPH Text number 2.", "[Repairs] PARAGRAPH Text number 3.",
                    "[Repairs] PARAGRAPH Text number 4."),
                    ReadingTest.told(ReadingTest.done("a.pdf", pdf.bytes())));
        }
    }

    @Test
    void aLockedFileIsRefused() {
        try (var pdf = new MadePdf().page().line(10, 0, "Secret.").locked()) {
            assertTrue(ReadingTest.refused("a.pdf", pdf.bytes()).contains("password"));
        }
    }

    @Test
    void aScanIsRefused() {
        try (var pdf = new MadePdf().page()) {
            assertTrue(ReadingTest.refused("a.pdf", pdf.bytes()).contains("OCR"));
        }
    }

    @Test
    void aDamagedFileIsRefused() {
        try (var pdf = new MadePdf().page().line(10, 0, "Whole.")) {
            assertTrue(ReadingTest.refused("a.pdf", Arrays.copyOf(pdf.bytes(), 40))
                    .contains("damaged"));
        }
        assertTrue(ReadingTest.refused("a.pdf", ReadingTest.bytes("no pdf")).contains("damaged"));
    }

    @Test
    void nothingIsWrittenIntoTheHomeDirectory() throws Exception {
        var cache = Path.of(System.getProperty("user.home"), ".pdfbox.cache");
        var before = Files.exists(cache) ? Files.getLastModifiedTime(cache).toMillis() : -1;
        try (var pdf = new MadePdf().page().line(10, 0, "Text.")) {
            ReadingTest.done("a.pdf", pdf.bytes());
        }
        assertEquals(before,
                Files.exists(cache) ? Files.getLastModifiedTime(cache).toMillis() : -1);
    }
}
