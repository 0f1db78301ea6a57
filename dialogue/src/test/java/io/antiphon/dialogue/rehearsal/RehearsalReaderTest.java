package io.antiphon.dialogue.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RehearsalReaderTest {

    private static final String GOOD = """
            template: tiny
            now: 2026-03-10T12:00
            caller: { caller.number: "+49301" }
            tools: { note: [{ done: { ticket: T-1 } }, { failed: down }] }
            rehearsals:
              - name: first
                turns:
                  - { caller: hello, confidence: 0.4, agent: Hello }
                  - { press: "12#", phase: answering }
                  - { silence: true, silent: true }
                expect: { ends: hang-up, calls: [], success: true }
              - name: second
                turns: [{ caller: hello }]
            """;

    @Test
    void whatIsUsualInAFileHoldsWhereARehearsalSaysNothingElse() {
        var all = accepted(GOOD + "    caller: { caller.name: Anna }\n").all();
        assertEquals("{caller.number=+49301}", all.getFirst().setting().facts().toString());
        assertEquals("{caller.name=Anna}", all.getLast().setting().facts().toString());
        assertEquals(2, all.getLast().setting().answers().getOrDefault("note", List.of()).size());
        assertEquals(4, all.getFirst().steps().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2026-03-10T12:00 | noon | r.yaml:2:6: now: found "noon", expected a date and a time such as 2026-03-10T12:00
            caller.number: | number: | r.yaml:3:9: caller.number: found "number", expected one of caller.number
            `{ failed: down }` | `{ failed: down, done: {} }` | r.yaml:4:44: tools.note[1].failed: expected exactly one of done, failed, unsure, found, nothing
            confidence: 0.4 | confidence: 40 | rehearsals[0].turns[0].confidence: found "40", expected from 0 to 1
            press: "12#" | press: "12a" | rehearsals[0].turns[1].press: found "12a", expected keys: 0 to 9, * or #
            phase: answering | phase: asking | rehearsals[0].turns[1].phase: found "asking", expected a phase: greeting
            silence: true | silence: false | rehearsals[0].turns[2].silence: expected true, or the key left out
            silence: true | silence: true, press: "1" | rehearsals[0].turns[2].silence: found beside "press", expected a turn of its own
            ends: hang-up | ends: hangup | rehearsals[0].expect.ends: found "hangup", expected no, hang-up or
            success: true | success: maybe | rehearsals[0].expect.success: found "maybe", expected true or false
            agent: Hello | agnet: Hello | rehearsals[0].turns[0].agnet: unknown key, expected one of
            name: second | name: first | rehearsals[1].name: found "first" twice
            `turns: [{ caller: hello }]` | `turns: []` | rehearsals[1].turns: missing, expected a list of what is said
            `turns: [{ caller: hello }]` | `turns: [{}]` | rehearsals[1].turns[0].caller: missing, expected something that happens, or that is expected
            template: tiny | tmplate: tiny | template: missing, expected a text
            """)
    void mistakesAreShownWhereTheyAre(String right, String wrong, String message) {
        String yaml = GOOD.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
        var refused = assertInstanceOf(RehearsalReading.Refused.class,
                RehearsalReader.read("r.yaml", yaml));
        assertTrue(refused.describe().contains(message), refused::describe);
    }

    @Test
    void aFileThatIsNotThereIsAProblemNotAnException(@TempDir Path folder) {
        var refused = assertInstanceOf(RehearsalReading.Refused.class,
                RehearsalReader.read(folder.resolve("none.yaml")));
        assertTrue(refused.describe().contains("cannot be read"), refused::describe);
    }

    private static Rehearsals accepted(String yaml) {
        return switch (RehearsalReader.read("r.yaml", yaml)) {
            case RehearsalReading.Accepted(var rehearsals) -> rehearsals;
            case RehearsalReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }
}
