package io.antiphon.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.FailedAnswer;
import io.antiphon.dialogue.llm.Health;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelAnswer.Next;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ModelRequest.Form;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.route.Alarm;
import io.antiphon.dialogue.llm.route.Backoff;
import io.antiphon.dialogue.llm.route.ModelRouter;
import io.antiphon.dialogue.llm.route.Provider;
import io.antiphon.dialogue.llm.route.Route;
import io.antiphon.dialogue.llm.spend.Budget;
import io.antiphon.dialogue.llm.spend.Ledger;
import io.antiphon.dialogue.llm.spend.Price;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.fault.EngineFailure;
import io.antiphon.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetersTest {

    private final VirtualTime time = new VirtualTime();
    private final Meters meters = new Meters();

    @Test
    void answersOfModelsAreCountedByWhatCameOfThem() {
        var router = router(new Budget(60, Long.MAX_VALUE), new Failing("far"), new Ready("near"));
        meters.watch(router);
        ask(router, "c1");
        ask(router, "c1");
        assertShows("antiphon_model_answers_total{outcome=\"answered\",task=\"respond\"} 1.0",
                "antiphon_model_answers_total{outcome=\"spent\",task=\"respond\"} 1.0",
                "antiphon_model_tries_total{model=\"far\",task=\"respond\",what=\"failed\"} 1.0",
                "antiphon_model_tokens_total{kind=\"prompt\",model=\"near\",task=\"respond\"} 50.0",
                "antiphon_model_tokens_total{kind=\"completion\",model=\"near\",task=\"respond\"} 10.0",
                "antiphon_model_money_total{model=\"near\",task=\"respond\"} 6.0E-5",
                "antiphon_model_first_token_seconds_bucket{model=\"near\",task=\"respond\",le=\"0.3\"} 0",
                "antiphon_model_first_token_seconds_bucket{model=\"near\",task=\"respond\",le=\"0.5\"} 1",
                "antiphon_model_breaker{model=\"far\",state=\"closed\",task=\"respond\"} 1.0");
        ask(router, "c2");
        ask(router, "c3");
        assertShows("antiphon_model_breaker{model=\"far\",state=\"open\",task=\"respond\"} 1.0",
                "antiphon_model_breaker{model=\"far\",state=\"closed\",task=\"respond\"} 0.0");
    }

    @Test
    void runsOfToolsAreCountedByTheirEnd() {
        meters.ran("front-desk", "book",
                new ToolResult.Done(JsonNodeFactory.instance.objectNode()));
        meters.ran("front-desk", "book", new ToolResult.Cancelled(true));
        assertShows(
                "antiphon_tool_runs_total{agent=\"front-desk\",outcome=\"done\",tool=\"book\"} 1.0",
                "antiphon_tool_runs_total{agent=\"front-desk\",outcome=\"cancelled\",tool=\"book\"} 1.0");
    }

    private void assertShows(String... lines) {
        var page = meters.page("").text().lines().toList();
        for (var line : lines) {
            assertTrue(page.contains(line), line + " in\n" + String.join("\n", page));
        }
    }

    private void ask(ModelRouter router, String call) {
        var heard = new ArrayList<String>();
        router.ask(new ModelRequest(Task.RESPOND, call, List.of(), Form.text(10),
                Deadlines.SPOKEN)).stream(piece -> {
                    heard.add(piece);
                    return Next.GO_ON;
                });
        assertTrue(heard.size() <= 1);
    }

    private ModelRouter router(Budget budget, LanguageModel... models) {
        var providers = new ArrayList<Provider>();
        for (var model : models) {
            providers.add(new Provider(model.name(), model, new Price(1_000, 0, 1_000)));
        }
        Alarm never = (_, _) -> () -> {};
        return new ModelRouter(Map.of(Task.RESPOND,
                new Route(providers, Route.Order.LISTED, 1, OptionalLong.empty(), List.of())),
                new ModelRouter.Means(time, never, Thread.ofVirtual().factory(),
                        new Ledger(budget, meters::booked), Backoff.USUAL, new Random(1),
                        meters::answered));
    }

    /** One who answers after 400 ms. */
    private final class Ready implements LanguageModel, ModelAnswer {

        private final String name;

        Ready(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Health health() {
            return new Health.Well();
        }

        @Override
        public ModelAnswer ask(ModelRequest request) {
            return this;
        }

        @Override
        public ModelEnding stream(Listener listener) {
            time.advance(400_000_000);
            assertEquals(Next.GO_ON, listener.text("Good day."));
            return new ModelEnding.Finished(new Usage(50, 0, 10), List.of());
        }

        @Override
        public void close() {}
    }

    private record Failing(String name) implements LanguageModel {

        @Override
        public Health health() {
            return new Health.Well();
        }

        @Override
        public ModelAnswer ask(ModelRequest request) {
            return new FailedAnswer(
                    new EngineFailure(EngineFailure.Kind.BROKEN, name, "it broke off"));
        }
    }
}
