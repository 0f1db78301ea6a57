package io.antiphon.dialogue.llm.route.cache;

import io.antiphon.dialogue.embed.SentenceEmbedder;
import io.antiphon.dialogue.embed.Similarity;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.time.NanoClock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Answers to what meant the same. Only the caller's last words may differ, and only a little: whatever stands before
 * them must be the same, since "and on Friday?" means something else each time. The turn threads of all calls share
 * it; sentences are embedded outside its lock.
 */
public final class SemanticCache implements AnswerCache {

    private final Deque<Kept> kept = new ArrayDeque<>();
    private final SentenceEmbedder embedder;
    private final double likeness;
    private final int most;
    private final long expiryNs;
    private final NanoClock clock;

    private static final class Kept {

        private final Asked asked;
        private final String answer;
        private final long untilNs;

        Kept(Asked asked, String answer, long untilNs) {
            this.asked = asked;
            this.answer = answer;
            this.untilNs = untilNs;
        }
    }

    private static final class Asked {

        private final String context;
        private final float[] meaning;

        Asked(String context, float[] meaning) {
            this.context = context;
            this.meaning = meaning;
        }

        /** How like, or less than any likeness where the contexts differ. */
        double likeness(Asked other) {
            return context.equals(other.context)
                    ? Similarity.cosine(meaning, other.meaning)
                    : Double.NEGATIVE_INFINITY;
        }
    }

    /**
     * @param likeness from 0 to 1, above which two sentences mean the same
     * @param most answers; the oldest gives way. All are looked through, so not more than some thousands.
     */
    public SemanticCache(SentenceEmbedder embedder, double likeness, int most, long expiryNs,
            NanoClock clock) {
        this.embedder = embedder;
        this.likeness = likeness;
        this.most = most;
        this.expiryNs = expiryNs;
        this.clock = clock;
    }

    @Override
    public Optional<String> find(ModelRequest request) {
        return asked(request).flatMap(this::find);
    }

    private synchronized Optional<String> find(Asked asked) {
        // All live equally long, so the first are the first to go.
        while (!kept.isEmpty() && clock.nanoTime() - kept.getFirst().untilNs >= 0) {
            kept.removeFirst();
        }
        double best = likeness;
        Optional<String> answer = Optional.empty();
        for (var each : kept) {
            double like = each.asked.likeness(asked);
            if (like >= best) {
                best = like;
                answer = Optional.of(each.answer);
            }
        }
        return answer;
    }

    @Override
    public void keep(ModelRequest request, String answer) {
        asked(request).ifPresent(asked -> keep(asked, answer));
    }

    private synchronized void keep(Asked asked, String answer) {
        kept.addLast(new Kept(asked, answer, clock.nanoTime() + expiryNs));
        if (kept.size() > most) {
            kept.removeFirst();
        }
    }

    private Optional<Asked> asked(ModelRequest request) {
        List<Message> messages = request.messages();
        if (messages.isEmpty() || !(messages.getLast() instanceof Message.Caller(var words))) {
            return Optional.empty();
        }
        String context = Fingerprint.of(request, messages.subList(0, messages.size() - 1));
        return Optional.of(new Asked(context, embedder.embed(words)));
    }
}
