package io.antiphon.sip.sdp;

/**
 * Who made a description, and which edition it is.
 *
 * @param version changes exactly when the description does
 */
public record Origin(String user, String sessionId, String version, String address) {}
