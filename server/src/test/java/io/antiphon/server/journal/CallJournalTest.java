package io.antiphon.server.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.journal.OpenDialog;
import io.antiphon.sip.journal.OpenDialog.DialogId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallJournalTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Credentials LOGIN = new Credentials("100", "secret");

    @TempDir
    private Path folder;

    private Instant now = NOON;

    @Test
    void callsThatDidNotEndAreLeftBehindAsTheyWere() throws Exception {
        var second = dialog("b");
        try (var journal = open()) {
            assertEquals(List.of(), journal.leftBehind());
            journal.opened(dialog("a"));
            journal.opened(second);
            journal.closed(dialog("a").id());
        }
        try (var next = open()) {
            assertEquals(List.of(second.withCseq(second.cseq() + 1_000)), next.leftBehind());
        }
    }

    @Test
    void callThatWasEndedByTheNextServerIsNotLeftToAThird() throws Exception {
        leave("a");
        try (var next = open()) {
            next.closed(dialog("a").id());
        }
        try (var third = open()) {
            assertEquals(List.of(), third.leftBehind());
        }
    }

    @Test
    void callThatTheNextServerCouldNotEndIsTriedByTheThirdWithAHigherNumber() throws Exception {
        leave("a");
        open().close();
        try (var third = open()) {
            assertEquals(2_007, third.leftBehind().getFirst().cseq());
        }
    }

    @Test
    void whoWasLeftForTwoHoursIsLeftInPeace() throws Exception {
        leave("old");
        now = NOON.plus(Duration.ofMinutes(119));
        leave("young");
        now = NOON.plus(Duration.ofHours(2));
        try (var next = open()) {
            assertEquals(List.of("young"),
                    next.leftBehind().stream().map(left -> left.id().callId()).toList());
        }
    }

    @Test
    void whatIsStillOpenIsAsOldAsItsLastConfirmation() throws Exception {
        try (var file = new JournalFile(file(), new ObjectMapper())) {
            file.append(List.of(new Line.Open(dialog("long"), NOON)));
            file.confirm(NOON.plus(Duration.ofHours(3)));
        }
        now = NOON.plus(Duration.ofHours(4));
        try (var next = open()) {
            assertEquals(1, next.leftBehind().size());
        }
    }

    @Test
    void passwordIsNeverWrittenAndFoundAgain() throws Exception {
        leave("a");
        String written = Files.readString(file());
        assertFalse(written.contains("secret"), written);
        assertTrue(written.contains("\"login\":\"100\""), written);
        try (var next = open()) {
            assertEquals(Optional.of(LOGIN), next.leftBehind().getFirst().credentials());
        }
    }

    @Test
    void tornLastLineCostsNothingElse() throws Exception {
        leave("a", "b");
        byte[] whole = Files.readAllBytes(file());
        int firstLine = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int length = firstLine; length < whole.length - 1; length += 7) {
            Files.write(file(), Arrays.copyOf(whole, length));
            var reading = JournalReading.of(file(), this::login);
            assertEquals(1, reading.open().size(), "cut at " + length);
            assertEquals(length > firstLine ? 1 : 0, reading.unreadable(), "cut at " + length);
        }
    }

    @Test
    void damagedFileIsReadAsFarAsItCanBe() throws Exception {
        leave("a", "b", "c");
        byte[] whole = Files.readAllBytes(file());
        long seed = 4;
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            var damaged = whole.clone();
            for (int i = 0; i < 1 + round % 20; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file(), damaged);
            open().close();
            Files.write(file(), damaged);
        }
    }

    @Test
    void nonsenseIsCountedAndTheNextServerWritesOn() throws Exception {
        Files.writeString(file(), "{}\n[]\nnull\n{\"open\":{}}\n{\"closed\":3}\n\u0000\u0001\n");
        assertEquals(6, JournalReading.of(file(), this::login).unreadable());
        leave("a");
        try (var next = open()) {
            assertEquals(1, next.leftBehind().size());
        }
    }

    @Test
    void fileDoesNotGrowForEver() throws Exception {
        try (var file = new JournalFile(file(), new ObjectMapper())) {
            file.append(List.of(new Line.Open(dialog("stays"), NOON)));
            for (int i = 0; i < 5_000; i++) {
                var passing = dialog("call" + i);
                file.append(List.of(new Line.Open(passing, NOON), new Line.Closed(passing.id())));
            }
        }
        assertTrue(Files.size(file()) < 2_000_000, "bytes: " + Files.size(file()));
        try (var next = open()) {
            assertEquals("stays", next.leftBehind().getFirst().id().callId());
        }
    }

    @Test
    void diskThatTakesNothingForAWhileLosesNothing() throws Exception {
        var inTheWay = folder.resolve("calls.jsonl.new").resolve("something");
        try (var file = new JournalFile(file(), new ObjectMapper())) {
            Files.createDirectories(inTheWay);
            file.append(List.of(new Line.Open(dialog("a"), NOON)));
            assertFalse(Files.exists(file()));
            Files.delete(inTheWay);
            file.append(List.of(new Line.Open(dialog("b"), NOON)));
        }
        assertEquals(2, JournalReading.of(file(), this::login).open().size());
    }

    @Test
    void fileOfAnotherServerIsNotTouched() throws Exception {
        try (var journal = open()) {
            journal.opened(dialog("a"));
            var refused = assertThrows(IOException.class, this::open);
            assertTrue(String.valueOf(refused.getMessage()).contains("another server"));
        }
        try (var next = open()) {
            assertEquals(1, next.leftBehind().size());
        }
    }

    private void leave(String... callIds) throws IOException {
        try (var journal = open()) {
            for (var callId : callIds) {
                journal.opened(dialog(callId));
            }
        }
    }

    private CallJournal open() throws IOException {
        return CallJournal.open(file(), this::login, () -> now,
                Thread.ofPlatform().daemon().factory());
    }

    private Optional<Credentials> login(String user) {
        return Optional.of(LOGIN).filter(known -> known.user().equals(user));
    }

    private Path file() {
        return folder.resolve("calls.jsonl");
    }

    private static OpenDialog dialog(String callId) {
        return new OpenDialog(new DialogId(callId, "ours", "theirs"), "sip:100@127.0.0.1",
                "sip:caller@127.0.0.1", "sip:caller@127.0.0.1:5070;line=\"x\"",
                List.of("sip:127.0.0.1:5071;lr"), 7, "udp",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 5070),
                Optional.of(LOGIN));
    }
}
