package io.antiphon.speech;

/**
 * How fast somebody speaks.
 *
 * @param factor 1 as the voice does by itself, 0.8 for four words in the time of five
 */
public record Pace(double factor) {

    public static final Pace USUAL = new Pace(1);
    /** For somebody who asked for it. */
    public static final Pace SLOW = new Pace(0.8);

    private static final double SLOWEST = 0.5;
    private static final double FASTEST = 2;

    public Pace {
        if (!(factor >= SLOWEST && factor <= FASTEST)) {
            throw new IllegalArgumentException("a pace is from " + SLOWEST + " to " + FASTEST
                    + ", not " + factor);
        }
    }
}
