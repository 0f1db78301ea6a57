package io.antiphon.server.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.journal.OpenDialog.DialogId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a journal tells about the calls of a server that is dead.
 *
 * @param open dialogs without an end, the oldest first
 * @param unreadable lines passed over; one at the end is what a sudden death leaves
 */
record JournalReading(List<Line.Open> open, int unreadable) {

    /** Whoever was left alone for longer has noticed by himself. */
    static final Duration OLDEST = Duration.ofHours(2);

    /** More than all requests of a call that were not written down. */
    static final int CSEQ_ROOM = 1_000;

    JournalReading {
        open = List.copyOf(open);
    }

    /** Reads a file; one that is not there says nothing. */
    static JournalReading of(Path file, Function<String, Optional<Credentials>> logins)
            throws IOException {
        if (!Files.exists(file)) {
            return new JournalReading(List.of(), 0);
        }
        var json = new ObjectMapper();
        Map<DialogId, Line.Open> open = new LinkedHashMap<>();
        int unreadable = 0;
        // Not by a reader of text, for one byte that is none would end the reading.
        var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        for (var line : text.lines().filter(line -> !line.isBlank()).toList()) {
            try {
                switch (Line.read(line, json, logins)) {
                    case Line.Open opened -> open.put(opened.dialog().id(), opened);
                    case Line.Closed(var id) -> open.remove(id);
                }
            } catch (IOException broken) {
                unreadable++;
            }
        }
        return new JournalReading(List.copyOf(open.values()), unreadable);
    }

    /** The dialogs in which a BYE still makes sense, each with a number that no request of it has had. */
    List<Line.Open> leftBehind(Instant now) {
        return open.stream()
                .filter(line -> Duration.between(line.at(), now).compareTo(OLDEST) < 0)
                .map(line -> new Line.Open(
                        line.dialog().withCseq(line.dialog().cseq() + CSEQ_ROOM), line.at()))
                .toList();
    }
}
