package io.antiphon.dialogue.llm.http;

import static io.antiphon.dialogue.llm.http.Asking.asked;
import static io.antiphon.dialogue.llm.http.Asking.at;
import static io.antiphon.dialogue.llm.http.Asking.words;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.Health;
import io.antiphon.dialogue.llm.ModelAnswer.Next;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest.Form;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.http.ModelServerDouble.Script;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.privacy.Egress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for all servers, whatever they speak: how they fail, keep one waiting, and learn that nobody listens. */
@Timeout(30)
class HttpModelTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Asking asking = new Asking();

    /** The protocols, and the lines of theirs that all tests need. */
    enum Speech {
        OPENAI("data: {\"choices\":[{\"delta\":{\"content\":\"grüß 👋 dich\"}}]}",
                "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}", ": ping"),
        OLLAMA("{\"message\":{\"content\":\"grüß 👋 dich\"},\"done\":false}",
                "{\"message\":{\"content\":\"\"},\"done\":true}", ""),
        ANTHROPIC(
                "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
                        + "\"text\":\"grüß 👋 dich\"}}",
                "data: {\"type\":\"message_stop\"}", "data: {\"type\":\"ping\"}");

        private final String word;
        private final String last;
        private final String beat;

        Speech(String word, String last, String beat) {
            this.word = word;
            this.last = last;
            this.beat = beat;
        }

        HttpModel at(ModelServer server, Connections connections) {
            return switch (this) {
                case OPENAI -> HttpModel.openAi(server, connections);
                case OLLAMA -> HttpModel.ollama(server, connections);
                case ANTHROPIC -> HttpModel.anthropic(server, connections);
            };
        }
    }

    @AfterEach
    void end() {
        asking.close();
    }

    @ParameterizedTest
    @EnumSource
    void answerMayComeByteByByte(Speech speech) throws Exception {
        try (var server = new ModelServerDouble(200,
                body -> body.drip(speech.word + "\r\n" + speech.last + "\n\n"))) {
            asking.finishes(model(speech, server), words());
            assertEquals(List.of("grüß 👋 dich"), asking.pieces);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAServerDoesNotTellOfItsTokensIsGuessed(Speech speech) throws Exception {
        try (var server = new ModelServerDouble(200, body -> {
            body.line(speech.word);
            body.breakOff();
        })) {
            var usage = asking.fails(Kind.BROKEN, model(speech, server), words()).usage();
            assertEquals(new Usage(words().guessedTokens(), 0, 1), usage);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectionThatBreaksInMidStreamIsAFailure(Speech speech) throws Exception {
        try (var server = new ModelServerDouble(200, body -> {
            body.line(speech.word);
            body.drip(speech.word.substring(0, 20));
            body.breakOff();
        })) {
            asking.fails(Kind.BROKEN, model(speech, server), words());
            assertEquals(1, asking.pieces.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void answerWithoutItsEndIsAFailure(Speech speech) throws Exception {
        try (var server = new ModelServerDouble(200, ModelServerDouble.lines(speech.word))) {
            asking.fails(Kind.BROKEN, model(speech, server), words());
        }
    }

    @ParameterizedTest
    @EnumSource
    void listenerThatWantsNoMoreClosesTheConnection(Speech speech) throws Exception {
        try (var server = new ModelServerDouble(200, body -> body.babble(speech.word))) {
            var ending = model(speech, server).ask(asked(Form.text(5000), Asking.PATIENT))
                    .stream(piece -> {
                        asking.pieces.add(piece);
                        return asking.pieces.size() == 3 ? Next.STOP : Next.GO_ON;
                    });
            assertInstanceOf(ModelEnding.Stopped.class, ending);
            assertEquals(3, ending.usage().completionTokens());
            assertLeft(server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingReachesAServerThatThinksAboutItsNextWord(Speech speech) throws Exception {
        try (var server = new ModelServerDouble(200, body -> {
            body.line(speech.word);
            body.stall();
        })) {
            assertClosingEnds(speech, server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingReachesAServerThatHasNotAnsweredAtAll(Speech speech) throws Exception {
        try (var server = new ModelServerDouble(0, _ -> {})) {
            assertClosingEnds(speech, server);
        }
    }

    private void assertClosingEnds(Speech speech, ModelServerDouble server) throws Exception {
        var answer = model(speech, server).ask(words());
        var ending = asking.turns.submit(() -> answer.stream(_ -> Next.GO_ON));
        server.stalling.await();
        answer.close();
        assertInstanceOf(ModelEnding.Stopped.class, ending.get(5, SECONDS));
        assertLeft(server);
    }

    @Test
    void closedBeforeItBeganIsNeverSent() throws Exception {
        try (var server = new ModelServerDouble(200, body -> body.babble(Speech.OPENAI.word))) {
            var answer = model(Speech.OPENAI, server).ask(words());
            answer.close();
            assertEquals(new ModelEnding.Stopped(Usage.NONE), answer.stream(_ -> Next.GO_ON));
            assertEquals(0, server.requests.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void serverThatNeverAnswersIsGivenUp(Speech speech) throws Exception {
        assertTimesOut(speech, 0, _ -> {}, new Deadlines(SHORT.toNanos(), LONG.toNanos(),
                LONG.toNanos()));
    }

    @ParameterizedTest
    @EnumSource
    void heartbeatsAloneDoNotKeepTheCallerWaiting(Speech speech) throws Exception {
        assertTimesOut(speech, 200, body -> body.babble(speech.beat),
                new Deadlines(SHORT.toNanos(), LONG.toNanos(), LONG.toNanos()));
    }

    @ParameterizedTest
    @EnumSource
    void serverThatStallsBetweenTwoWordsIsGivenUp(Speech speech) throws Exception {
        assertTimesOut(speech, 200, body -> {
            body.line(speech.word);
            body.stall();
        }, new Deadlines(LONG.toNanos(), SHORT.toNanos(), LONG.toNanos()));
        assertEquals(1, asking.pieces.size());
    }

    @ParameterizedTest
    @EnumSource
    void answerWithoutEndIsGivenUp(Speech speech) throws Exception {
        assertTimesOut(speech, 200, body -> {
            while (true) {
                body.line(speech.word);
                body.line(speech.beat.repeat(20));
                Thread.onSpinWait();
            }
        }, new Deadlines(LONG.toNanos(), LONG.toNanos(), SHORT.toNanos()));
    }

    private void assertTimesOut(Speech speech, int status, Script script, Deadlines deadlines)
            throws IOException, InterruptedException {
        try (var server = new ModelServerDouble(status, script)) {
            asking.fails(Kind.TIMED_OUT, model(speech, server),
                    asked(Form.text(1 << 29), deadlines));
            assertLeft(server);
        }
    }

    @Test
    void patienceOfTheServerCountsAsWell() throws Exception {
        try (var server = new ModelServerDouble(0, _ -> {})) {
            var hasty = new ModelServer(server.address(), "m", Optional.empty(),
                    new Deadlines(SHORT.toNanos(), LONG.toNanos(), LONG.toNanos()));
            asking.fails(Kind.TIMED_OUT, HttpModel.openAi(hasty, asking.connections()), words());
        }
    }

    @Test
    void slowFirstWordWithinPatienceIsHeard() throws Exception {
        try (var server = new ModelServerDouble(200, body -> {
            for (int i = 0; i < 2000; i++) {
                body.line(": ping");
            }
            body.line(Speech.OPENAI.word);
            body.line(Speech.OPENAI.last);
        })) {
            asking.finishes(model(Speech.OPENAI, server), words());
        }
    }

    @ParameterizedTest
    @EnumSource
    void ramblingModelIsCutThoughItsServerDoesNotHeedTheLimit(Speech speech) throws Exception {
        try (var server = new ModelServerDouble(200, body -> body.babble(speech.word))) {
            var ending = asking.stream(model(speech, server), asked(Form.text(20), Asking.PATIENT));
            assertInstanceOf(ModelEnding.CutShort.class, ending);
            assertTrue(asking.pieces.size() <= 80, asking.pieces.size() + " pieces");
            assertLeft(server);
        }
    }

    @Test
    void serverThatHangsBehindTheEndOfItsAnswerKeepsNobodyWaiting() throws Exception {
        try (var server = new ModelServerDouble(200, body -> {
            body.line(Speech.OPENAI.word);
            body.line(Speech.OPENAI.last);
            body.stall();
        })) {
            asking.finishes(model(Speech.OPENAI, server), words());
            assertLeft(server);
        }
    }

    @ParameterizedTest
    @CsvSource({"401, REFUSED", "404, REFUSED", "400, REFUSED", "429, BUSY", "503, BUSY",
            "529, BUSY", "504, TIMED_OUT", "500, BROKEN"})
    void statusTellsWhatToDo(int status, Kind kind) throws Exception {
        for (var speech : Speech.values()) {
            try (var server = new ModelServerDouble(status,
                    ModelServerDouble.lines("{\"error\":\"secret\"}"))) {
                var failed = asking.fails(kind, model(speech, server), words());
                assertTrue(failed.failure().detail().contains("HTTP " + status));
                assertTrue(!failed.failure().detail().contains("secret"));
            }
        }
    }

    @Test
    void missingServerIsUnreachable() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var model = HttpModel.openAi(at(URI.create("http://127.0.0.1:" + port)),
                asking.connections());
        var failed = asking.fails(Kind.UNREACHABLE, model, words());
        assertTrue(failed.failure().detail().contains("is the model server running"));
        assertInstanceOf(Health.Unwell.class, model.health());
    }

    @Test
    void deniedEgressIsRefusedBeforeAnythingIsSent() {
        var model = HttpModel.openAi(at(URI.create("http://192.0.2.1:9")),
                asking.connections(Egress.denied(Set.of())));
        var failed = asking.fails(Kind.REFUSED, model, words());
        assertTrue(failed.failure().detail().contains("egress"), failed.failure().detail());
        assertInstanceOf(Health.Unwell.class, model.health());
    }

    @Test
    void deniedEgressLeavesThisMachineOpen() throws Exception {
        try (var server = new ModelServerDouble(200,
                ModelServerDouble.lines(Speech.OPENAI.word, Speech.OPENAI.last))) {
            asking.finishes(HttpModel.openAi(at(server.address()),
                    asking.connections(Egress.denied(Set.of()))), words());
        }
    }

    @Test
    void clientThatFollowsRedirectsIsNotTaken() {
        try (var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            assertThrows(IllegalArgumentException.class,
                    () -> new Connections(client, Egress.OPEN, asking.watchdog, System::nanoTime));
        }
    }

    private static void assertLeft(ModelServerDouble server) throws InterruptedException {
        assertTrue(server.clientLeft.await(10, SECONDS), "the connection is still open");
    }

    private HttpModel model(Speech speech, ModelServerDouble server) {
        return speech.at(at(server.address()), asking.connections());
    }
}
