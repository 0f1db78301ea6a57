package io.antiphon.media.floor;

/**
 * What the recogniser makes of the caller's present speech. Written by whoever owns the recogniser,
 * read by the hearing thread; immutable, so one volatile field carries it.
 *
 * @param position the sample behind the last one it is based on
 * @param words how many words of this speech are certain to stay
 * @param acknowledgement whether they are nothing but "uh-huh", "okay" and the like
 * @param stopWord whether the agent was told to stop
 * @param endOfTurn how likely it is, from 0 to 1, that the caller has said all they want to say
 * @param expectsShortAnswer whether the agent asked something that an acknowledgement answers
 */
public record Evidence(long position, int words, boolean acknowledgement, boolean stopWord,
        double endOfTurn, boolean expectsShortAnswer) {

    /** Nothing is known. */
    public static final Evidence NONE = new Evidence(-1, 0, false, false, 0, false);

    public Evidence {
        if (words < 0 || !(endOfTurn >= 0 && endOfTurn <= 1)) {
            throw new IllegalArgumentException(
                    "words " + words + ", likelihood of the end " + endOfTurn);
        }
    }

    /** Whether all sound before {@code end} was considered. */
    boolean covers(long end) {
        return position >= end;
    }

    /** Whether it is about speech that began at {@code onset}, not about an earlier one. */
    boolean isAbout(long onset) {
        return position > onset;
    }

    /** Whether the agent owes an answer to these words. */
    boolean asksForAnAnswer() {
        return stopWord || (words > 0 && (!acknowledgement || expectsShortAnswer));
    }

    /** Whether the caller merely shows that they listen. */
    boolean isBackchannel() {
        return words > 0 && acknowledgement && !expectsShortAnswer && !stopWord;
    }
}
