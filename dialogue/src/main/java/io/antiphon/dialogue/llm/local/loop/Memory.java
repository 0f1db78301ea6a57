package io.antiphon.dialogue.llm.local.loop;

import io.antiphon.dialogue.llm.local.loop.Network.Past;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * What the model has read lately, so that the next answer need not read it again. A conversation grows at its end;
 * another one shares at least the words in which the agent is described. Belongs to the engine's thread.
 */
final class Memory implements AutoCloseable {

    private final int most;
    private final Deque<Read> reads = new ArrayDeque<>();

    /** Some tokens and what they left behind, which is closed when it is forgotten. */
    static final class Read {

        private final int[] tokens;
        private final Past past;

        Read(int[] tokens, Past past) {
            this.tokens = tokens;
            this.past = past;
        }

        Past past() {
            return past;
        }

        /** How many tokens at the beginning are the same. */
        int common(int[] others) {
            int differing = Arrays.mismatch(tokens, others);
            return differing < 0 ? tokens.length : differing;
        }
    }

    /** @param most conversations that are remembered */
    Memory(int most) {
        this.most = most;
    }

    /** What begins with the most of these tokens. */
    Optional<Read> likest(int[] tokens) {
        Optional<Read> likest = Optional.empty();
        int longest = 0;
        for (var read : reads) {
            int common = read.common(tokens);
            if (common > longest) {
                longest = common;
                likest = Optional.of(read);
            }
        }
        return likest;
    }

    /** Remembers, and forgets what the new one continues, or else what was remembered first. */
    void remember(Read read) {
        reads.stream()
                .filter(old -> old.common(read.tokens) == old.tokens.length)
                .toList()
                .forEach(this::forget);
        reads.addLast(read);
        while (reads.size() > most) {
            forget(reads.getFirst());
        }
    }

    private void forget(Read read) {
        reads.remove(read);
        read.past.close();
    }

    @Override
    public void close() {
        while (!reads.isEmpty()) {
            forget(reads.getFirst());
        }
    }
}
