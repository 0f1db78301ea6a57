package io.antiphon.server.load;

/**
 * Rises when a value has been above a mark for a while, and falls when it has been below a lower one for a while;
 * in between it stays as it is. Owned by whoever feeds it.
 */
final class Gauge {

    /** Above {@code high} it rises, below {@code low} it falls. */
    record Marks(double high, long risesAfterNs, double low, long fallsAfterNs) {}

    private final Marks marks;
    private boolean risen;
    private boolean leaning;
    private long leaningSinceNs;

    Gauge(Marks marks) {
        this.marks = marks;
    }

    /** Answers whether it is up now. */
    boolean feed(double value, long nowNs) {
        boolean leans = risen ? value < marks.low() : value > marks.high();
        if (leans && !leaning) {
            leaningSinceNs = nowNs;
        }
        leaning = leans;
        long neededNs = risen ? marks.fallsAfterNs() : marks.risesAfterNs();
        if (leaning && nowNs - leaningSinceNs >= neededNs) {
            risen = !risen;
            leaning = false;
        }
        return risen;
    }
}
