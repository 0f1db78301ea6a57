package io.antiphon.tts.cache;

import io.antiphon.speech.Pace;
import io.antiphon.tts.sound.Rendering;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Phrases that were said before, the least recently used of which leave when there is no more room. One
 * cache serves all voices.
 *
 * <p>May be used by any thread, never by one that carries media. The lock is held for a look into a map:
 * {@code tts} workers and those who prepare phrases contend for it, a few times per clause.
 */
public final class PhraseCache {

    /** How it has done. */
    public record Counts(long hits, long misses, long evicted, long bytes, int phrases) {}

    record Key(String voice, String text, Pace pace) {}

    private final long mostBytes;
    private final LinkedHashMap<Key, Rendering> phrases = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;
    private long hits;
    private long misses;
    private long evicted;

    public PhraseCache(long mostBytes) {
        if (mostBytes < 0) {
            throw new IllegalArgumentException("a cache of " + mostBytes + " bytes");
        }
        this.mostBytes = mostBytes;
    }

    synchronized Optional<Rendering> find(Key key) {
        var found = Optional.ofNullable(phrases.get(key));
        if (found.isPresent()) {
            hits++;
        } else {
            misses++;
        }
        return found;
    }

    /** Whether a phrase is there, without having been asked for. */
    synchronized boolean holds(Key key) {
        return phrases.containsKey(key);
    }

    /** Keeps a phrase, unless it is greater than a quarter of the cache. */
    synchronized void keep(Key key, Rendering rendering) {
        long size = sizeOf(key, rendering);
        if (size > mostBytes / 4) {
            return;
        }
        Rendering before = phrases.put(key, rendering);
        bytes += size - (before == null ? 0 : sizeOf(key, before));
        var oldest = phrases.entrySet().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            var entry = oldest.next();
            bytes -= sizeOf(entry.getKey(), entry.getValue());
            oldest.remove();
            evicted++;
        }
    }

    public synchronized Counts counts() {
        return new Counts(hits, misses, evicted, bytes, phrases.size());
    }

    private static long sizeOf(Key key, Rendering rendering) {
        return rendering.bytes() + 2L * (key.text().length() + key.voice().length()) + 100;
    }
}
