package io.antiphon.media.secure;

/**
 * What a call's packets are protected with.
 *
 * @param ours what we send with
 * @param theirs what they send with; of the same suite
 */
public record SrtpKeys(SrtpKey ours, SrtpKey theirs) {}
