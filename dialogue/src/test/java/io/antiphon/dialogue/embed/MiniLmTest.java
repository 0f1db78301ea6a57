package io.antiphon.dialogue.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MiniLmTest {

    private static final Map<String, String> MATTERS = Map.of(
            "login", "I cannot log in to my account",
            "printer", "my printer does not print",
            "billing", "there is a mistake on my bill",
            "slow", "everything is very slow",
            "appointment", "I would like to make an appointment",
            "person", "let me talk to a person");

    /** The least that an intent's own words, and the most that other matters, are near to it. */
    private static final double NEAR = 0.3;
    private static final double FAR = 0.2;

    private final MiniLm model = opened();

    private static MiniLm opened() {
        return switch (MiniLm.open()) {
            case MiniLm.Opened.Ready(var ready) -> ready;
            case MiniLm.Opened.Refused(var failure) ->
                throw new AssertionError(failure.detail());
        };
    }

    @AfterAll
    void close() {
        model.close();
    }

    @Test
    void aVectorHasLengthOne() {
        double squares = 0;
        for (float value : model.embed("the printer is out of paper")) {
            squares += value * value;
        }
        assertEquals(1, squares, 1e-5);
        assertEquals(model.dimensions(), model.embed("x").length);
    }

    @Test
    void troubleWithAnAccountIsNearerToLoginsThanToPrinters() {
        double login = nearness("i can't get into my account", "login problem");
        double printer = nearness("i can't get into my account", "printer problem");
        assertTrue(login > printer + 0.15, login + " and " + printer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            it says my password is wrong            | login
            i am locked out and can't sign in       | login
            nothing comes out of the printer        | printer
            it won't print my letter                | printer
            you charged me twice this month         | billing
            the invoice shows the wrong amount      | billing
            my computer takes forever to start      | slow
            the app is so sluggish today            | slow
            can i come in on tuesday afternoon      | appointment
            i need to book a slot with the doctor   | appointment
            put me through to somebody please       | person
            i want to speak with a human being      | person
            """)
    void wordsAreNearestToTheirMatter(String words, String matter) {
        var nearest = MATTERS.keySet()
                .stream()
                .max(Comparator
                        .comparingDouble(key -> nearness(words, MATTERS.getOrDefault(key, ""))))
                .orElseThrow();
        assertEquals(matter, nearest);
        double near = nearness(words, MATTERS.getOrDefault(matter, ""));
        assertTrue(near > NEAR, () -> matter + ": " + near);
    }

    @ParameterizedTest
    @CsvSource({"the weather is lovely in spring", "how tall is the eiffel tower",
            "my grandmother bakes bread on sundays"})
    void otherMattersAreNearToNone(String words) {
        for (var matter : MATTERS.values()) {
            double near = nearness(words, matter);
            assertTrue(near < FAR, () -> matter + ": " + near);
        }
    }

    @Test
    void aBookIsReadAsFarAsItGoes() {
        var beginning = "the practice is closed on public holidays ".repeat(60);
        assertArrayEquals(model.embed(beginning),
                model.embed(beginning + "and so on".repeat(9999)));
    }

    @Test
    void aTextWithoutWordsHasADirectionToo() {
        assertFalse(Float.isNaN(model.embed("")[0]));
    }

    @Test
    void severalThreadsMayAskAtOnce() throws Exception {
        var alone = model.embed("can you hear me");
        Callable<float[]> asked = () -> model.embed("can you hear me");
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var answer : threads.invokeAll(List.of(asked, asked, asked, asked))) {
                assertArrayEquals(alone, answer.get());
            }
        }
    }

    /** What ONNX Runtime's reporting to Microsoft writes first of all, in each process that it runs in. */
    @Test
    void nothingIsReportedToItsMaker() {
        var log = Path.of(System.getProperty("java.io.tmpdir"),
                "mat-debug-" + ProcessHandle.current().pid() + ".log");
        assertFalse(Files.exists(log), () -> log + " is there");
    }

    private double nearness(String one, String other) {
        return Similarity.cosine(model.embed(one), model.embed(other));
    }
}
