package io.antiphon.media.rtp;

/**
 * What one call's RTP came to so far. Of the datagrams received, each is counted under exactly one of
 * {@code reports} to {@code accepted}.
 *
 * @param reports RTCP, on either port
 * @param otherProtocols neither RTP nor RTCP
 * @param handshakes DTLS, from the peer
 * @param unopened came before there were keys to open them with
 * @param forged not opened, for whoever sent it has not the key, or somebody changed it
 * @param replayed not opened, for its number came before
 * @param foreign from somebody who is not the caller
 * @param unproven from somebody who may have become the caller, but not yet
 * @param strays far outside the stream, or the first of a stream that had to be confirmed
 * @param accepted heard, or about to be
 * @param lost packets of the caller that never came
 * @param roundTripMs -1 until known
 * @param remoteLoss the share of our packets that the other side says it missed of late
 * @param unsent packets that the socket did not take
 */
public record RtpSnapshot(long datagrams, long reports, long otherProtocols, long handshakes,
        long unopened, long forged,
        long replayed, long malformed, long otherTypes, long foreign, long unproven, long strays,
        long late, long duplicates,
        long accepted, long lost, long frames, long concealedFrames, double jitterMs,
        double roundTripMs, double remoteLoss, long packetsSent, long octetsSent, long unsent) {}
