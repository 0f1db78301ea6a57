package io.antiphon.media;

import io.antiphon.media.rtp.RtpSnapshot;

/**
 * How the media of one call went so far.
 *
 * @param rtp what came and went
 * @param lateBeats how often we sent later than we should have
 * @param skippedBeats how often we were too late to send at all
 */
public record MediaSnapshot(RtpSnapshot rtp, long lateBeats, long skippedBeats) {}
