package io.antiphon.media.dtls;

import java.util.concurrent.ThreadFactory;

/**
 * What handshakes are made with.
 *
 * @param identity who we are
 * @param threads one for each handshake; it waits most of its life, so virtual ones will do
 */
public record Handshaking(Identity identity, ThreadFactory threads) {}
