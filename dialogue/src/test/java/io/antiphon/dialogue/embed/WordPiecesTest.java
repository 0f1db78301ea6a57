package io.antiphon.dialogue.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPiecesTest {

    private final WordPieces pieces = shipped();

    /** As Hugging Face's own tokenizer (0.35.1 in DJL) answers with the same file. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            I can't get into my account     | i can ' t get into my account
            login problem                   | log ##in problem
            Crème brûlée in Zürich          | cr ##eme br ##ule ##e in zurich
            Wi-Fi's down; e-mail: a.b@c.de! | wi - fi ' s down ; e - mail : a . b @ c . de !
            COVID-19 €12.50 (incl. 19% VAT) | co ##vid - 19 € ##12 . 50 ( inc ##l . 19 % va ##t )
            don’t — “quoted”…               | don ’ t — “ quoted ” …
            emoji 😀 ok                     | em ##oj ##i [UNK] ok
            """)
    void aTextIsReadAsTheModelWasTaught(String text, String expected) {
        assertEquals(List.of(expected.split(" ")), pieces.pieces(text));
    }

    @Test
    void invisibleCharactersHideNoWord() {
        assertEquals(List.of("open", "today"), pieces.pieces("open\u200b\u00a0today"));
    }

    @Test
    void aTextStandsBetweenItsMarks() {
        assertArrayEquals(new long[]{101, 7592, 102}, pieces.read("hello", 256));
    }

    @Test
    void ofALongTextTheBeginningIsRead() {
        assertArrayEquals(new long[]{101, 7592, 7592, 102}, pieces.read("hello ".repeat(99), 4));
    }

    @Test
    void aFileWithoutTheMarksIsRefused() {
        var json = "{\"model\":{\"vocab\":{\"a\":0,\"b\":1}}}".getBytes(StandardCharsets.UTF_8);
        assertThrows(IOException.class, () -> WordPieces.read(new ByteArrayInputStream(json)));
    }

    @Test
    void aFileWithAWrongNumberIsRefused() {
        var json = "{\"model\":{\"vocab\":{\"a\":7}}}".getBytes(StandardCharsets.UTF_8);
        assertThrows(IOException.class, () -> WordPieces.read(new ByteArrayInputStream(json)));
    }

    private static WordPieces shipped() {
        try (var json = Optional.ofNullable(WordPiecesTest.class
                .getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")).orElseThrow()) {
            return WordPieces.read(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
