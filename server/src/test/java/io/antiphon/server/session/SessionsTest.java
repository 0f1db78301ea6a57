package io.antiphon.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.decide.DecisionEngine;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.session.CallerTurn;
import io.antiphon.dialogue.session.Conversation;
import io.antiphon.own.Owner;
import io.antiphon.server.session.Sessions.Place;
import io.antiphon.server.session.Sessions.Taken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {

    private static final Duration WITHIN = Duration.ofMinutes(10);
    private static final String TEMPLATE = """
            name: orders
            opening: welcome
            home: welcome
            unclear: { retries: 5, say: Sorry., go: bye }
            silence: { say: Hello., go: bye }
            fields:
              name: { type: name, ask: "Your name, please?" }
              cakes: { type: number, ask: "How many cakes?" }
            stages:
              - { id: welcome, say: Good day., collects: [name, cakes], on: { filled: bye } }
              - { id: bye, say: Goodbye., end: hang-up }
            """;

    @TempDir
    private Path folder = Path.of("");

    private final List<String> forgotten = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-10T11:00:00Z");

    @Test
    void whoWasCutOffGoesOnOnce() throws Exception {
        var sessions = sessions();
        cutOff(sessions, "c1", "4711");
        var taken = take(sessions, "c2", "4711").orElseThrow();
        assertEquals("c1", taken.kept().call());
        assertEquals(Optional.of("Anna Miller"),
                Optional.ofNullable(taken.kept().state().fields().get("name"))
                        .map(FieldValue::value));
        assertEquals(Optional.empty(), take(sessions, "c3", "4711"));
    }

    @Test
    void aProcessThatDiesLeavesItsConversationsToTheNext() throws Exception {
        note(place(sessions(), "c1", "4711"), "c1");
        var taken = take(sessions(), "c2", "4711").orElseThrow();
        assertEquals("welcome", taken.kept().state().stage());
        assertEquals(2, taken.kept().history().turns().size());
    }

    @Test
    void whatIsGoneOnWithIsNotLeftTwice() throws Exception {
        note(place(sessions(), "c1", "4711"), "c1");
        var second = place(sessions(), "c2", "4711");
        assertTrue(second.take().isPresent());
        assertEquals(List.of("c1.json"), files());
        note(second, "c2");
        assertEquals(List.of("c2.json"), files());
        assertEquals("c2", take(sessions(), "c3", "4711").orElseThrow().kept().call());
    }

    @Test
    void aCrashBetweenTheOldAndTheNewLeavesTheNew() throws Exception {
        note(place(sessions(), "c1", "4711"), "c1");
        var old = Files.readString(folder.resolve("c1.json"));
        var second = place(sessions(), "c2", "4711");
        assertTrue(second.take().isPresent());
        note(second, "c2");
        Files.writeString(folder.resolve("c1.json"), old);
        assertEquals("c2", take(sessions(), "c3", "4711").orElseThrow().kept().call());
        assertEquals(List.of("c2.json"), files());
    }

    @Test
    void aRegularEndLeavesNothing() throws Exception {
        var sessions = sessions();
        var place = place(sessions, "c1", "4711");
        note(place, "c1");
        place.over(false);
        assertEquals(Optional.empty(), take(sessions, "c2", "4711"));
        assertEquals(List.of(), files());
    }

    @Test
    void whatTheServerEndsBecauseItGoesDownIsLeftToTheNext() throws Exception {
        var sessions = sessions();
        var half = place(sessions, "c1", "4711");
        var done = place(sessions, "c5", "4712");
        note(half, "c1");
        note(done, "c5");
        sessions.leaving();
        half.over(false);
        done.over(true);
        assertEquals(List.of("c1.json"), files());
    }

    @Test
    void anotherCallerAnotherAgentAndNobodyBeginAnew() throws Exception {
        var sessions = sessions();
        cutOff(sessions, "c1", "4711");
        cutOff(sessions, "c0", "");
        assertEquals(Optional.empty(), take(sessions, "c2", "4712"));
        assertEquals(Optional.empty(), take(sessions, "c2", ""));
        assertEquals(Optional.empty(),
                sessions.place("c2", "other", "4711", template()).take());
        assertEquals(List.of("c1.json"), files());
    }

    @Test
    void whereSeveralOfANumberWereCutOffNobodyKnowsWhoseIsWhose() throws Exception {
        var sessions = sessions();
        cutOff(sessions, "c1", "4711");
        cutOff(sessions, "c2", "4711");
        assertEquals(Optional.empty(), take(sessions, "c3", "4711"));
    }

    @Test
    void whoRingsTooLateBeginsAnewAndNothingIsLeft() throws Exception {
        var sessions = sessions();
        cutOff(sessions, "c1", "4711");
        now = now.plus(WITHIN).plusMillis(1);
        sessions.sweep();
        assertEquals(List.of(), files());
        assertEquals(List.of("c1"), forgotten);
        assertEquals(Optional.empty(), take(sessions, "c2", "4711"));
    }

    @Test
    void theNextServerDeletesWhatIsTooOld() throws Exception {
        note(place(sessions(), "c1", "4711"), "c1");
        now = now.plus(WITHIN).plusMillis(1);
        assertEquals(Optional.empty(), take(sessions(), "c2", "4711"));
        assertEquals(List.of(), files());
    }

    @Test
    void aConversationOfAnotherTemplateIsPutAside() throws Exception {
        note(place(sessions(), "c1", "4711"), "c1");
        var other = template(TEMPLATE.replace("Good day", "Good morning"));
        assertEquals(Optional.empty(),
                sessions().place("c2", "orders", "4711", other).take());
        assertEquals(List.of(), files());
        assertEquals(List.of("c1.json"), aside());
    }

    @Test
    void whatCannotBeReadIsPutAsideAndHarmsNothing() throws Exception {
        note(place(sessions(), "c1", "4711"), "c1");
        var text = Files.readString(folder.resolve("c1.json"));
        Files.writeString(folder.resolve("half.json"), text.substring(0, text.length() / 2));
        Files.writeString(folder.resolve("odd.json"),
                text.replace("\"stage\":\"welcome\"", "\"stage\":7"));
        Files.writeString(folder.resolve("old.json"),
                text.replace("\"version\":1", "\"version\":0"));
        Files.writeString(folder.resolve("nothing.json"), "");
        assertTrue(take(sessions(), "c2", "4711").isPresent());
        assertEquals(List.of("half.json", "nothing.json", "odd.json", "old.json"), aside());
    }

    @Test
    void whatIsAsideIsDeletedAfterADay() throws Exception {
        var sessions = sessions();
        var file = folder.resolve("aside").resolve("c1.json");
        Files.writeString(file, "{}");
        Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofHours(23))));
        sessions.sweep();
        assertTrue(Files.exists(file));
        now = now.plus(Duration.ofHours(2));
        sessions.sweep();
        assertFalse(Files.exists(file));
    }

    @Test
    void aTemplateMayNotWantIt() throws Exception {
        var place = sessions().place("c1", "orders", "4711", template(TEMPLATE + "resume: off\n"));
        note(place, "c1");
        place.cutOff(() -> forgotten.add("c1"));
        assertEquals(List.of(), files());
        assertEquals(List.of("c1"), forgotten);
    }

    @Test
    void nobodyElseMayReadTheFolder() throws Exception {
        assertEquals(Optional.empty(), take(sessions(), "c1", "4711"));
        assertEquals(3, Files.getPosixFilePermissions(folder).size());
    }

    private Sessions sessions() throws IOException {
        return Sessions.open(Optional.of(folder),
                new Sessions.Means(Runnable::run, () -> now, WITHIN));
    }

    private void cutOff(Sessions sessions, String call, String number) {
        var place = place(sessions, call, number);
        note(place, call);
        place.cutOff(() -> forgotten.add(call));
    }

    private static Place place(Sessions sessions, String call, String number) {
        return sessions.place(call, "orders", number, template());
    }

    private static Optional<Taken> take(Sessions sessions, String call, String number) {
        return place(sessions, call, number).take();
    }

    private static void note(Place place, String call) {
        var owner = new Owner(call);
        owner.claim();
        var conversation = new Conversation(call, owner, new DecisionEngine(template()),
                Facts.NONE, Map.of(), () -> Instant.EPOCH);
        conversation.opening();
        conversation.hear(new CallerTurn("my name is anna miller", 1));
        conversation.hear(new CallerTurn("what is the colour of money", 1));
        place.note(conversation.state(), conversation.history(), call);
    }

    private List<String> files() throws IOException {
        return names(folder);
    }

    private List<String> aside() throws IOException {
        return names(folder.resolve("aside"));
    }

    private static List<String> names(Path of) throws IOException {
        try (var files = Files.list(of)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static CampaignTemplate template() {
        return template(TEMPLATE);
    }

    private static CampaignTemplate template(String yaml) {
        return switch (TemplateReader.read("t.yaml", yaml)) {
            case TemplateReading.Accepted(var accepted) -> accepted;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }
}
