package io.antiphon.sip.sdp;

import java.util.List;
import java.util.Optional;

/**
 * A session description (RFC 8866): what someone can hear and say, and where.
 *
 * @param connection the address for every medium that has none of its own
 * @param direction for every medium that has none of its own
 */
public record SessionDescription(Origin origin, Optional<String> connection,
        Optional<Direction> direction,
        List<MediaDescription> media) {

    /** Larger ones are refused unread. */
    public static final int MAX_CHARS = 65_536;

    public SessionDescription {
        media = List.copyOf(media);
    }

    /** Reads a description as received; unknown lines and attributes are passed over. */
    public static SessionDescription parse(String text) throws SdpException {
        return new SdpParser(text).parse();
    }

    /** The description as it is sent. */
    public String write() {
        return SdpWriter.write(this);
    }

    /** Which way a medium of this session flows. */
    Direction directionOf(MediaDescription medium) {
        return medium.direction().or(this::direction).orElse(Direction.SENDRECV);
    }

    /** Where a medium of this session is heard. */
    Optional<String> connectionOf(MediaDescription medium) {
        return medium.connection().or(this::connection);
    }

    SessionDescription versioned(String version) {
        var next = new Origin(origin.user(), origin.sessionId(), version, origin.address());
        return new SessionDescription(next, connection, direction, media);
    }
}
