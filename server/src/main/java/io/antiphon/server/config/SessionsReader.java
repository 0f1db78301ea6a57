package io.antiphon.server.config;

import io.antiphon.dialogue.yaml.Section;
import java.time.Duration;

/** Reads when conversations are gone on with. */
final class SessionsReader {

    private SessionsReader() {}

    static SessionConfig sessions(Section section) {
        var usual = SessionConfig.USUAL;
        var sessions = new SessionConfig(
                seconds(section, "resume-within-seconds", usual.resumeWithin()),
                seconds(section, "stale-after-seconds", usual.staleAfter()));
        section.refuseOthers();
        return sessions;
    }

    private static Duration seconds(Section section, String key, Duration usual) {
        return Duration.ofSeconds(section.number(key, (int) usual.toSeconds()));
    }
}
