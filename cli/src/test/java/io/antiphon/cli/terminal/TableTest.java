package io.antiphon.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.antiphon.cli.terminal.Table.Column;
import io.antiphon.cli.terminal.Terminal.Shade;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void longTextWrapsInItsColumn() {
        var table = new Table(List.of(Column.number("turn"), Column.text("said", 1, Shade.CALLER),
                Column.number("gap")));
        table.row(List.of("1",
                "one two three four five six seven eight nine ten eleven twelve thirteen",
                "90 ms"));
        table.print(terminal(false));
        assertEquals("""
                turn  said                                               gap
                   1  one two three four five six seven eight nine     90 ms
                      ten eleven twelve thirteen
                """, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void wordLongerThanItsColumnIsBroken() {
        assertEquals(List.of("abcdefgh", "ij"), Table.wrapped("abcdefghij", 8));
    }

    @Test
    void outputThatIsNoTerminalHasNoEscapes() {
        terminal(false).line(terminal(false).in(Shade.BAD, "lost"));
        assertFalse(out.toString(StandardCharsets.UTF_8).contains("\u001b"));
    }

    private Terminal terminal(boolean colour) {
        return new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), colour, 60);
    }
}
