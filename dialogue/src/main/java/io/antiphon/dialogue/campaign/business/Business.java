package io.antiphon.dialogue.campaign.business;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * The business behind an agent.
 *
 * @param zone where it is; nothing: where the server is
 * @param hours when it is open, if that is known
 * @param facts what lines may mention as {@code {business.NAME}}, and language models are told
 */
public record Business(Optional<ZoneId> zone, Optional<Hours> hours, Map<String, String> facts) {

    /** Nothing is known of it. */
    public static final Business UNKNOWN = new Business(Optional.empty(), Optional.empty(),
            Map.of());

    /** Before the name of a fact where a line mentions it. */
    public static final String PREFIX = "business.";
    /** The fact that is worked out from the hours. */
    public static final String HOURS = "hours";

    public Business {
        facts = Map.copyOf(facts);
    }

    /** Whether it is open; never, where nobody said when. */
    public boolean isOpen(LocalDateTime now) {
        return hours.filter(each -> each.include(now)).isPresent();
    }

    /** All facts as lines mention them. */
    public Map<String, String> spoken() {
        var spoken = new java.util.HashMap<String, String>();
        hours.ifPresent(each -> spoken.put(PREFIX + HOURS, each.spoken()));
        facts.forEach((name, text) -> spoken.put(PREFIX + name, text));
        return spoken;
    }
}
