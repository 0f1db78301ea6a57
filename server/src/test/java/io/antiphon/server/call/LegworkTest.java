package io.antiphon.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.campaign.Work;
import io.antiphon.dialogue.decide.Errand;
import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.decide.Waiting;
import io.antiphon.dialogue.errand.Errands;
import io.antiphon.dialogue.tool.spec.BargeIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Errands of calls that are cut off, and of those that go on with them. */
class LegworkTest {

    private static final Errand BOOK = new Errand(7,
            new Work.CallTool("book", Map.of(), BargeIn.FINISH));
    private static final Errand LOOK = new Errand(8, new Work.LookUp("when"));

    private final List<String> done = new ArrayList<>();
    private final Errands errands = new Errands() {

        @Override
        public Trip begin(Errand errand, String call) {
            done.add("begin " + errand.number() + " of " + call);
            return new Trip() {

                @Override
                public Returned await() {
                    return new Returned.Nothing();
                }

                @Override
                public void cancel() {
                    done.add("cancel " + errand.number());
                }
            };
        }

        @Override
        public void forget(String call) {
            done.add("forget " + call);
        }
    };
    // Nobody runs what is begun, so that it goes on.
    private final Legwork legwork = new Legwork(errands, "c2", _ -> {}, task -> new Thread());

    @Test
    void whatWasBegunInACallThatWasCutOffIsAskedForUnderItsName() {
        legwork.inherit(waiting(), "c1", () -> done.add("forget it all"));
        legwork.want(Optional.of(BOOK));
        assertEquals("c1", legwork.deeds());
        assertEquals(Optional.of(BOOK), legwork.ended(1));
        legwork.want(Optional.of(LOOK));
        assertEquals("c2", legwork.deeds());
        assertTrue(legwork.isBusy());
        legwork.close();
        assertFalse(legwork.isBusy());
        assertEquals(List.of("begin 7 of c1", "begin 8 of c2", "cancel 8", "forget c2",
                "forget c1", "forget it all"), done);
    }

    @Test
    void whatACallDidThatIsCutOffIsRememberedUntilNobodyNeedsIt() {
        legwork.want(Optional.of(LOOK));
        var forget = legwork.leave();
        assertEquals(List.of("begin 8 of c2", "cancel 8"), done);
        forget.run();
        assertEquals("forget c2", done.getLast());
    }

    private static Optional<Waiting> waiting() {
        return Optional.of(new Waiting(BOOK, false));
    }
}
