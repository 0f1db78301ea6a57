package io.antiphon.dialogue.llm.local.token;

import io.antiphon.dialogue.llm.local.grammar.Automaton;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which tokens may come next in an answer of a certain shape. Never lets the answer get so long that it cannot be
 * finished with the tokens that are left. One answer's; belongs to the thread that words it.
 */
public final class Constraint {

    private final BytePairs tokens;
    private final Automaton automaton;
    private final int end;
    private final Map<Integer, BitSet> allowed = new HashMap<>();
    private int state;

    /** {@code end} is the token that ends an answer. */
    public Constraint(BytePairs tokens, Automaton automaton, int end) {
        this.tokens = tokens;
        this.automaton = automaton;
        this.end = end;
        this.state = automaton.start();
    }

    /** The tokens of which the next one must be, if {@code left} more may come, the end not counted. */
    public BitSet next(int left) {
        var may = allowed.computeIfAbsent(state, this::allowed);
        var able = new BitSet();
        may.stream()
                .filter(token -> token == end || missingAfter(token) < left)
                .forEach(able::set);
        return able;
    }

    /** Whether an answer of so many tokens can be of the shape at all. */
    public boolean fits(int most) {
        return automaton.missing(automaton.start()) <= most;
    }

    /** A token has been chosen. */
    public void take(int token) {
        if (token != end) {
            state = automaton.after(state, tokens.bytes(token));
        }
    }

    // Every byte is a token of its own, so as many tokens as bytes are missing always suffice.
    private int missingAfter(int token) {
        return automaton.missing(automaton.after(state, tokens.bytes(token)));
    }

    private BitSet allowed(int from) {
        var may = new BitSet();
        for (int token = 0; token < tokens.size(); token++) {
            byte[] bytes = tokens.bytes(token);
            if (bytes.length > 0 && automaton.after(from, bytes) != Automaton.NOWHERE) {
                may.set(token);
            }
        }
        if (automaton.missing(from) == 0) {
            may.set(end);
        }
        return may;
    }
}
