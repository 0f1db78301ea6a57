package io.antiphon.media.floor;

import java.util.List;

/**
 * One change of the floor and all that it was based on, so that a call can be judged again.
 *
 * @param position the first sample behind the newest sound
 */
public record FloorRecord(long position, long atNs, Floor from, Floor to, List<Step.Order> orders,
        float likelihood, Evidence evidence, Sounding sounding) {}
