package io.antiphon.dialogue.llm.route.cache;

import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.time.NanoClock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers to exactly what was asked before. Keeps a hash of the question, not the question. The turn threads of all
 * calls share it, each for an instant, so one lock does.
 */
public final class ExactCache implements AnswerCache {

    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;
    private final long expiryNs;
    private final NanoClock clock;

    private record Kept(String answer, long untilNs) {}

    /** @param most answers; the one not asked for longest gives way */
    public ExactCache(int most, long expiryNs, NanoClock clock) {
        this.most = most;
        this.expiryNs = expiryNs;
        this.clock = clock;
    }

    @Override
    public Optional<String> find(ModelRequest request) {
        return find(Fingerprint.of(request, request.messages()));
    }

    private synchronized Optional<String> find(String print) {
        var found = Optional.ofNullable(kept.get(print));
        if (found.filter(each -> clock.nanoTime() - each.untilNs() >= 0).isPresent()) {
            kept.remove(print);
            return Optional.empty();
        }
        return found.map(Kept::answer);
    }

    @Override
    public void keep(ModelRequest request, String answer) {
        keep(Fingerprint.of(request, request.messages()), answer);
    }

    private synchronized void keep(String print, String answer) {
        kept.put(print, new Kept(answer, clock.nanoTime() + expiryNs));
        if (kept.size() > most) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}
