package io.antiphon.media;

import io.antiphon.media.rtp.StreamSpec;

/**
 * What two parties agreed on.
 *
 * @param stream where the sound goes and how it is coded
 * @param sends whether we may send; if not, the agent's voice waits
 * @param receives whether the other side sends to us; if not, what still comes is music on hold or the
 *        like, and counts as silence
 */
public record MediaSpec(StreamSpec stream, boolean sends, boolean receives) {}
