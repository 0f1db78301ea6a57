package io.antiphon.dialogue.campaign.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.yaml.YamlProblem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateReaderTest {

    private static final String GOOD = """
            name: tiny
            opening: ask
            home: ask
            fields:
              day: { type: day }
            unclear: { say: Sorry., go: bye }
            silence: { say: Hello., go: bye }
            intents:
              - id: leave
                phrases: [goodbye]
                go: bye
            stages:
              - id: ask
                ask: Which day?
                collects: [day]
                on:
                  filled: check
              - id: check
                ask: On {day}?
                expects: yes-no
                on: { yes: bye, no: ask, digit: { 1: bye } }
              - id: bye
                say: Goodbye!
                end: hang-up
            """;

    @Test
    void aGoodTemplateIsAccepted() {
        var template = assertInstanceOf(TemplateReading.Accepted.class, read(GOOD)).template();
        assertEquals("tiny", template.name());
        assertEquals("en", template.language());
        assertEquals(Optional.of(new Ending.HangUp()), template.stage("bye").ending());
        assertEquals("bye", template.stage("check").on().digits().get('1'));
        assertEquals(Optional.of("bye"), template.stage("check").on().yes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            filled: check | filled: chekc | t.yaml:17:15: stages[0].on.filled: found "chekc", expected a stage: ask, check, bye, back, again; did you mean "check"?
            opening: ask | opening: start | t.yaml:2:10: opening: found "start", expected a stage: ask, check, bye, back, again
            name: tiny | nmae: tiny | t.yaml:1:1: name: missing, expected a text
            name: tiny | nmae: tiny | t.yaml:1:1: nmae: unknown key, expected one of
            home: ask | home: [ask] | t.yaml:3:7: home: found a list, expected a text
            type: day | type: dtae | t.yaml:5:16: fields.day.type: found "dtae", expected a type: day, date, time, name, spelled, digits, number, money, phone, email, address, option, text, yes-no
            { type: day } | day | t.yaml:5:8: fields.day: found "day", expected a group of keys
            collects: [day] | collects: [dya] | t.yaml:15:15: stages[0].collects: found "dya", expected a field: day
            On {day}? | On {dy}? | t.yaml:19:10: stages[1].ask: found "dy", expected a field: day
            expects: yes-no | expects: yesno | t.yaml:20:14: stages[1].expects: found "yesno", expected a kind of answer: open, yes-no, day, date, time, name, spelled, digits, number, money, phone, email, address, option, text, choice, nothing; did you mean "yes-no"?
            no: ask, | | t.yaml:18:5: stages[1].on: missing, expected ways for "yes" and "no", for that is what the stage expects
            { 1: bye } | { x: bye } | t.yaml:21:42: stages[1].on.digit.x: found "x", expected a key: 0 to 9, * or #
            end: hang-up | end: hangup | t.yaml:24:10: stages[2].end: found "hangup", expected "hang-up" or "transfer sip:..."
            end: hang-up | `end: hang-up\n    announce: A call.` | t.yaml:25:15: stages[2].announce: found lines for whom the caller is handed on to, expected "end: transfer sip:..." beside
            end: hang-up | `end: "transfer sip:a@b"\n    announce: "{dy}."` | t.yaml:25:15: stages[2].announce: found "dy", expected a field: day
            id: check | id: ask | t.yaml:18:5: stages[1].id: found "ask" twice
            id: check | id: back | t.yaml:18:5: stages[1].id: found "back", which has a meaning of its own, expected another name
            phrases: [goodbye] | phrases: [] | t.yaml:9:5: intents[0].phrases: missing, expected one phrase or more
            home: ask | `home: ask\nhome: bye` | t.yaml:4:1: home: found twice, first in line 3
            collects: [day] | expects: time | t.yaml:13:5: stages[0].collects: missing, expected a field of type time
            `    ask: Which day?` | `    say: Hm.` | t.yaml:13:5: stages[0].ask: missing, expected a question, for the stage waits for an answer
            { say: Sorry., go: bye } | { say: Sorry., go: bye, retries: many } | t.yaml:6:43: unclear.retries: found "many", expected a number from 0 to 9999
            say: Goodbye! | `say: { a: b }` | t.yaml:23:10: stages[2].say: found a group of keys, expected a text
            name: tiny | `name: "tiny` | not valid YAML
            end: hang-up | `then: ask\n    fiiled: x` | t.yaml:25:5: stages[2].fiiled: unknown key, expected one of
            """)
    void mistakesAreShownWhereTheyAre(String right, String wrong, String message) {
        String broken = Optional.ofNullable(wrong).orElse("").replace("\\n", "\n");
        String yaml = GOOD.replaceFirst(java.util.regex.Pattern.quote(right),
                java.util.regex.Matcher.quoteReplacement(broken));
        var refused = assertInstanceOf(TemplateReading.Refused.class, read(yaml));
        assertTrue(refused.describe().contains(message), refused::describe);
    }

    @Test
    void allMistakesAreShownAtOnceInTheOrderOfTheFile() {
        var refused = assertInstanceOf(TemplateReading.Refused.class,
                read(GOOD.replace("filled: check", "filled: nowhere")
                        .replace("hang-up", "hangup")
                        .replace("name: tiny", "nam: tiny")));
        assertEquals(4, refused.problems().size(), refused::describe);
        var lines = refused.problems().stream().map(YamlProblem::line).toList();
        assertEquals(lines.stream().sorted().toList(), lines);
    }

    @Test
    void stagesThatNeverPauseAreRefused() {
        var refused = assertInstanceOf(TemplateReading.Refused.class, read(GOOD + """
                  - id: one
                    say: One.
                    then: two
                  - id: two
                    say: Two.
                    then: one
                """));
        assertTrue(refused.describe().contains("leads back to itself without a pause"));
    }

    @Test
    void aVoiceOfItsOwnIsNamedAsInTheConfiguration() {
        assertFalse(template(GOOD).hasOwnVoice());
        assertFalse(template("voice: default\n" + GOOD).hasOwnVoice());
        assertEquals("flite:awb", template("voice: flite:awb\n" + GOOD).voice());
        assertProblem("voice: found \"Anna\", expected default, or engine:voice",
                read("voice: Anna\n" + GOOD));
    }

    @Test
    void aLanguageThatNobodyUnderstandsIsRefused() {
        assertProblem("language: found \"de\", expected en", read("language: de\n" + GOOD));
    }

    private static CampaignTemplate template(String yaml) {
        return assertInstanceOf(TemplateReading.Accepted.class, read(yaml)).template();
    }

    @Test
    void missingFilesAndUnknownAgentsAreProblemsNotExceptions(@TempDir Path folder)
            throws Exception {
        assertProblem("there is no such file", Agents.find(folder.resolve("x.yaml").toString()));
        assertProblem("found no agent of this name, expected one of front-desk", Agents.find("x"));
        assertProblem("cannot be read", TemplateReader.read(folder));
        var latin = folder.resolve("latin.yaml");
        Files.write(latin, "name: b\u00e4r".getBytes(StandardCharsets.ISO_8859_1));
        assertProblem("not UTF-8", Agents.find(latin.toString()));
        assertProblem("the file is empty", read(""));
        var good = Files.writeString(folder.resolve("good.yaml"), GOOD);
        assertInstanceOf(TemplateReading.Accepted.class, Agents.find(good.toString()));
    }

    @Test
    void noMistakeThrows() {
        long seed = 20_260_726;
        var random = new Random(seed);
        String letters = "abc:[]{}-#\n\t \"'&*!|>%@0";
        for (int round = 0; round < 500; round++) {
            var yaml = new StringBuilder(GOOD);
            for (int i = random.nextInt(6); i >= 0; i--) {
                int at = random.nextInt(yaml.length());
                yaml.replace(at, Math.min(yaml.length(), at + random.nextInt(4)),
                        String.valueOf(letters.charAt(random.nextInt(letters.length()))));
            }
            try {
                switch (read(yaml.toString())) {
                    case TemplateReading.Accepted(var template) ->
                        assertTrue(!template.stages().isEmpty());
                    case TemplateReading.Refused(var problems) -> assertTrue(!problems.isEmpty());
                }
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round + ":\n" + yaml, e);
            }
        }
    }

    private static void assertProblem(String message, TemplateReading reading) {
        var refused = assertInstanceOf(TemplateReading.Refused.class, reading);
        assertTrue(refused.describe().contains(message), refused::describe);
    }

    private static TemplateReading read(String yaml) {
        return TemplateReader.read("t.yaml", yaml);
    }
}
