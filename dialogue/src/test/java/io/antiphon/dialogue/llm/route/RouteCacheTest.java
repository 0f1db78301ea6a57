package io.antiphon.dialogue.llm.route;

import static io.antiphon.dialogue.llm.route.Routing.free;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ScriptedModel;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.route.Route.Order;
import io.antiphon.dialogue.llm.route.cache.ExactCache;
import io.antiphon.fault.EngineFailure.Kind;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What of the answers on a route is kept, and used. */
class RouteCacheTest {

    private final Routing routing = new Routing();
    private final ScriptedModel model = new ScriptedModel("m");
    private final ModelRouter router = routing
            .router(new Route(List.of(free(model)), Order.LISTED, 1, OptionalLong.empty(),
                    List.of(new ExactCache(10, 1_000_000, routing.time))));

    @Test
    void secondTimeNobodyIsAsked() {
        model.says("Good", " day.");
        routing.stream(router);
        assertEquals(new ModelEnding.Finished(Usage.NONE, List.of()), routing.stream(router));
        assertEquals(List.of("Good day."), routing.heard);
        assertEquals(1, model.asked.size());
        assertTrue(routing.traces.getLast().fromCache());
        assertFalse(routing.traces.getFirst().fromCache());
    }

    @Test
    void onlyWholeAnswersWithoutToolCallsAreKept() {
        var call = new ToolCall("c", "t", JsonNodeFactory.instance.objectNode());
        model.ends(new ModelEnding.CutShort(Usage.NONE), "Once upon")
                .fails(Kind.BROKEN, "Half")
                .ends(new ModelEnding.Stopped(Usage.NONE), "So")
                .ends(new ModelEnding.Finished(Usage.NONE, List.of(call)), "One moment.");
        for (int i = 0; i < 4; i++) {
            routing.stream(router);
        }
        routing.stream(router);
        assertEquals(5, model.asked.size());
    }
}
