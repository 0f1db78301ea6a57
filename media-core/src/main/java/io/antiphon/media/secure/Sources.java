package io.antiphon.media.secure;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of those who send with one key, one for each SSRC (RFC 3711, 3.2.3).
 *
 * <p>An unknown SSRC is tried with a spare one, which stays as it was if the packet is no good: noise with
 * ever new SSRCs must not make us derive keys. Lane thread.
 */
final class Sources<C> {

    /** More than a peer has at once; the oldest makes room. */
    private static final int MOST = 16;

    private final Maker<C> maker;
    private final int[] ssrcs = new int[MOST];
    private final List<C> contexts = new ArrayList<>(MOST);
    private int oldest;
    private C spare;

    /** Derives the session keys anew: 10 to 90 µs. */
    @FunctionalInterface
    interface Maker<C> {
        C make() throws GeneralSecurityException;
    }

    Sources(Maker<C> maker) throws GeneralSecurityException {
        this.maker = maker;
        spare = maker.make();
    }

    /** Null for somebody new. */
    @Nullable
    C of(int ssrc) {
        for (int i = 0; i < contexts.size(); i++) {
            if (ssrcs[i] == ssrc) {
                return contexts.get(i);
            }
        }
        return null;
    }

    C spare() {
        return spare;
    }

    /** The spare one opened a packet of this SSRC, which it belongs to from now on. */
    void adoptSpare(int ssrc) throws GeneralSecurityException {
        adopt(ssrc, spare);
        spare = maker.make();
    }

    void adopt(int ssrc, C context) {
        if (contexts.size() < MOST) {
            ssrcs[contexts.size()] = ssrc;
            contexts.add(context);
            return;
        }
        ssrcs[oldest] = ssrc;
        contexts.set(oldest, context);
        oldest = (oldest + 1) % MOST;
    }

    /** The known ones. */
    void forEach(BiConsumer<Integer, C> each) {
        for (int i = 0; i < contexts.size(); i++) {
            each.accept(ssrcs[i], contexts.get(i));
        }
    }
}
