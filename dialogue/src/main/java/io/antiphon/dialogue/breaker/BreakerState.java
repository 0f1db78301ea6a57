package io.antiphon.dialogue.breaker;

/**
 * How something has lately been doing.
 *
 * <pre>
 * Closed --failures in a row--> Open --rest over, asked--> Trying --succeeded--> Closed
 *                                ^                           |
 *                                +----------failed-----------+
 * </pre>
 */
public sealed interface BreakerState {

    /** It works; so many failures in a row lately. */
    record Closed(int failures) implements BreakerState {}

    /** It is left alone until then. */
    record Open(long untilNs) implements BreakerState {}

    /** One tries how it is; the others wait, though not longer than until then. */
    record Trying(long untilNs) implements BreakerState {}
}
