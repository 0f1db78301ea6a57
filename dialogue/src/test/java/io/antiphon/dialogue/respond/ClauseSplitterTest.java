package io.antiphon.dialogue.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.dialogue.respond.Sink.Next;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClauseSplitterTest {

    private final List<String> clauses = new ArrayList<>();
    private final ClauseSplitter splitter = new ClauseSplitter(clause -> {
        clauses.add(clause);
        return clauses.size() < 3 ? Next.GO_ON : Next.STOP;
    });

    @Test
    void aClauseIsHandedOverAsSoonAsTheNextBegins() {
        feed("Sure", ". We", " are open");
        assertEquals(List.of("Sure."), clauses);
        assertEquals(Next.GO_ON, splitter.finish());
        assertEquals(List.of("Sure.", "We are open"), clauses);
    }

    @Test
    void aCommaEndsALongClauseOnly() {
        feed("Well, we are open from eight in the morning, and closed on Sunday. ");
        assertEquals(
                List.of("Well, we are open from eight in the morning,", "and closed on Sunday."),
                clauses);
    }

    @Test
    void abbreviationsAndNumbersEndNothing() {
        feed("Dr. Miller sees you at 10.30 today. Fine");
        assertEquals(List.of("Dr. Miller sees you at 10.30 today."), clauses);
    }

    @Test
    void theListenersNoReachesTheModel() {
        assertEquals(Next.STOP, splitter.token("One. Two. Three. Four. Five"));
        assertEquals(List.of("One.", "Two.", "Three."), clauses);
    }

    @Test
    void nothingIsMadeOfNothing() {
        assertEquals(Next.GO_ON, splitter.token("  "));
        assertEquals(Next.GO_ON, splitter.finish());
        assertEquals(List.of(), clauses);
    }

    private void feed(String... tokens) {
        for (var token : tokens) {
            assertEquals(Next.GO_ON, splitter.token(token));
        }
    }
}
