package io.antiphon.asr.transducer;

import java.util.Optional;

/**
 * One way to read the frames. Never changes.
 *
 * @param worth log-probability of the pieces, however they lie in the frames, and what they earn for being
 *            expected
 * @param expectation state of the expected phrases
 * @param told what the decoder makes of the pieces, once it has been asked
 */
record Reading(Pieces pieces, double worth, int expectation, Optional<Told> told) {

    static Reading of(Pieces pieces, double worth, int expectation) {
        return new Reading(pieces, worth, expectation, Optional.empty());
    }

    /** The same, with the answer of the decoder. */
    Reading with(Told answer) {
        return new Reading(pieces, worth, expectation, Optional.of(answer));
    }

    /** The same, where no piece was named in a frame. */
    Reading stayed(double newWorth) {
        return new Reading(pieces, newWorth, expectation, told);
    }

    /** This and a less likely way to the same pieces. */
    Reading joined(Reading other) {
        double sum = worth + Math.log1p(Math.exp(other.worth - worth));
        return new Reading(pieces, sum, expectation, told.or(other::told));
    }
}
