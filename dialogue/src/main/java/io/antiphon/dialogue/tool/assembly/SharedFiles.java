package io.antiphon.dialogue.tool.assembly;

import io.antiphon.dialogue.tool.calendar.CalendarFile;
import io.antiphon.dialogue.tool.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Files that several templates write: each is opened once. Any thread; templates are opened rarely. */
final class SharedFiles implements AutoCloseable {

    private final Path state;
    private final Map<Path, CalendarFile> calendars = new HashMap<>();
    private final Map<String, Ledger> ledgers = new HashMap<>();

    SharedFiles(Path state) {
        this.state = state;
    }

    synchronized CalendarFile calendar(Path path) {
        return calendars.computeIfAbsent(path.toAbsolutePath().normalize(), CalendarFile::new);
    }

    synchronized Ledger ledger(String name) throws IOException {
        var open = Optional.ofNullable(ledgers.get(name));
        if (open.isPresent()) {
            return open.get();
        }
        var ledger = Ledger.open(state.resolve(name));
        ledgers.put(name, ledger);
        return ledger;
    }

    @Override
    public synchronized void close() {
        ledgers.values().forEach(Ledger::close);
    }
}
