package io.antiphon.server.call;

import io.antiphon.media.MediaSession;
import io.antiphon.media.MediaSnapshot;
import io.antiphon.media.MediaSpec;
import io.antiphon.media.floor.Evidence;
import io.antiphon.media.floor.Interruption;
import io.antiphon.media.playout.PlayoutWriter;
import io.antiphon.speech.UtteranceId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Media without a network: notes what the call wants of them, and has room for all that is said. */
final class ScriptedMedia implements MediaSession, PlayoutWriter {

    final List<Evidence> evidence = new ArrayList<>();
    /** All that was agreed, in order. */
    final List<MediaSpec> specs = new ArrayList<>();
    final List<Integer> cuts = new ArrayList<>();
    final List<Interruption> interruptions = new ArrayList<>();
    /** All keys that were pressed, and rests between them. */
    final StringBuilder keys = new StringBuilder();
    boolean cannotOpen;
    boolean isBroken;
    boolean isClosed;

    // The synthesis worker writes, the test reads when that has posted its end.
    private final Map<Integer, Integer> frames = new ConcurrentHashMap<>();

    /** How many frames of an utterance came. */
    int frames(int utterance) {
        return frames.getOrDefault(utterance, 0);
    }

    @Override
    public InetSocketAddress localRtp() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 30_000);
    }

    @Override
    public InetSocketAddress localRtcp() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 30_001);
    }

    @Override
    public void start(MediaSpec spec) {
        if (isBroken) {
            throw new IllegalStateException("media that break when they start");
        }
        specs.add(spec);
    }

    @Override
    public void update(MediaSpec spec) {
        specs.add(spec);
    }

    @Override
    public PlayoutWriter playout() {
        return this;
    }

    @Override
    public void agentStarts(UtteranceId utterance, Interruption interruption) {
        interruptions.add(interruption);
    }

    @Override
    public void evidence(Evidence next) {
        evidence.add(next);
    }

    @Override
    public void cut(UtteranceId utterance) {
        cuts.add(utterance.number());
    }

    @Override
    public void sendDigit(char key, int durationMs) {
        keys.append(key);
    }

    @Override
    public void restDigits(int durationMs) {
        keys.append('w');
    }

    @Override
    public MediaSnapshot snapshot() {
        throw new AssertionError("nobody asked for a snapshot");
    }

    @Override
    public Offer offer(UtteranceId utterance, short[] pcm) {
        frames.merge(utterance.number(), 1, Integer::sum);
        return Offer.TAKEN;
    }

    @Override
    public Offer end(UtteranceId utterance) {
        return Offer.TAKEN;
    }

    @Override
    public int room() {
        return 512;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
