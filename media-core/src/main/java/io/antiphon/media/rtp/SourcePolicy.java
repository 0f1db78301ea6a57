package io.antiphon.media.rtp;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Whose packets may be taken for the caller's, beside those from the address in the SDP.
 *
 * @param signalling where the SIP messages come from: also trusted, on any port
 * @param anyone whether a stranger may prove to be the caller by sending a stream, as it must be where the
 *         SDP names an address behind a NAT
 */
public record SourcePolicy(Optional<InetAddress> signalling, boolean anyone) {

    /** The SDP's address only, on any port. */
    public static SourcePolicy described() {
        return new SourcePolicy(Optional.empty(), false);
    }

    public static SourcePolicy ofAnyone() {
        return new SourcePolicy(Optional.empty(), true);
    }
}
