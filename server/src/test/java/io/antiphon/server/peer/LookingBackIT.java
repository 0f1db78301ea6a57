package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call with {@code engines.turn: models/turn/window.onnx}, the model that looks back at each pause. */
class LookingBackIT {

    @TempDir
    private Path folder;

    @Test
    void agentAnswersWhatIsAsked() throws Exception {
        assumeTrue(Files.exists(TestServer.LOOKING_BACK), "no model at " + TestServer.LOOKING_BACK);
        Files.write(folder.resolve("question.ulaw"),
                Speech.ulaw("hello what are your opening hours"));
        try (var server = TestServer.startLookingBack(folder)) {
            var result = new SippPeer(folder, server.address("udp"), "u1").play("talk", "601",
                    "-m", "1");
            assertEquals(0, result.status(), result.printed());
            String said = server.events("heard.final").toString();
            assertTrue(said.contains("opening hours"), said);
            assertTrue(server.events("speech.begin").size() >= 2, "the greeting and an answer");
        }
    }
}
