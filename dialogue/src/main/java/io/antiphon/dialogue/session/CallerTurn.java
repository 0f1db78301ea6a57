package io.antiphon.dialogue.session;

/**
 * What a caller has said in one turn.
 *
 * @param confidence from 0 to 1, the recogniser's trust in it
 */
public record CallerTurn(String text, double confidence) {}
