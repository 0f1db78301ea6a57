package io.antiphon.dialogue.llm.route;

import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelAnswer.Next;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ModelRequest.Form;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.spend.Budget;
import io.antiphon.dialogue.llm.spend.Ledger;
import io.antiphon.dialogue.llm.spend.Price;
import io.antiphon.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A router in virtual time, what it said and how it came to it. Waits pass at once. */
final class Routing {

    static final Deadlines DEADLINES = Deadlines.of(Duration.ofSeconds(4), Duration.ofSeconds(1),
            Duration.ofSeconds(20));

    final VirtualTime time = new VirtualTime();
    final List<RouteTrace> traces = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    final List<Long> waitsNs = new ArrayList<>();
    Ledger ledger = new Ledger(Budget.UNLIMITED);
    Alarm alarm = (delayNs, task) -> {
        waitsNs.add(delayNs);
        time.advance(delayNs);
        task.run();
        return () -> {};
    };

    ModelRouter router(Route route) {
        return new ModelRouter(Map.of(Task.RESPOND, route, Task.EXTRACT, route),
                new ModelRouter.Means(time, alarm, Thread.ofVirtual().factory(), ledger,
                        Backoff.USUAL, new Random(20251126), traces::add));
    }

    /** With somebody who can be asked for by name. */
    ModelRouter router(Route route, String name, Route byName) {
        return new ModelRouter(Map.of(Task.RESPOND, route), Map.of(name, byName),
                new ModelRouter.Means(time, alarm, Thread.ofVirtual().factory(), ledger,
                        Backoff.USUAL, new Random(20251126), traces::add));
    }

    static Provider free(LanguageModel model) {
        return new Provider(model.name(), model, Price.FREE);
    }

    static ModelRequest request() {
        return request("how are you");
    }

    static ModelRequest request(String words) {
        return new ModelRequest(Task.RESPOND, "call-1",
                List.of(new Message.Instruction("Be brief."), new Message.Caller(words)),
                Form.text(60), DEADLINES);
    }

    ModelEnding stream(ModelRouter router) {
        return stream(router, request());
    }

    ModelEnding stream(ModelRouter router, ModelRequest request) {
        heard.clear();
        return router.ask(request).stream(piece -> {
            heard.add(piece);
            return Next.GO_ON;
        });
    }

    /** Who was tried for the last answer, and what came of it. */
    List<String> tried() {
        return traces.getLast()
                .tried()
                .stream()
                .map(each -> each.provider() + " " + each.what())
                .toList();
    }
}
