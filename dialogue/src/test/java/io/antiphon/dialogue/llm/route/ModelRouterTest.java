package io.antiphon.dialogue.llm.route;

import static io.antiphon.dialogue.llm.route.Routing.free;
import static io.antiphon.dialogue.llm.route.Routing.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.llm.Health;
import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelAnswer.Next;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ModelRequest.Form;
import io.antiphon.dialogue.llm.ScriptedModel;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.route.Route.Order;
import io.antiphon.dialogue.llm.route.RouteTrace.Outcome;
import io.antiphon.dialogue.llm.spend.Budget;
import io.antiphon.dialogue.llm.spend.Ledger;
import io.antiphon.dialogue.llm.spend.Price;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelRouterTest {

    private final Routing routing = new Routing();
    private final ScriptedModel one = new ScriptedModel("one");
    private final ScriptedModel two = new ScriptedModel("two");
    private final ModelRouter router = routing.router(Route.of(List.of(free(one), free(two))));

    @Test
    void firstChoiceIsHeardAndNobodyElseAsked() {
        one.says("Good", " day.");
        assertInstanceOf(ModelEnding.Finished.class, routing.stream(router));
        assertEquals(List.of("Good", " day."), routing.heard);
        assertTrue(two.asked.isEmpty());
        assertEquals(Optional.of("one"), routing.traces.getLast().answeredBy());
    }

    @Test
    void whoeverIsAskedForByNameIsAsked() {
        two.says("Good day.");
        var named = routing.router(Route.of(List.of(free(one))), "two", Route.of(
                List.of(free(two), free(one))));
        routing.stream(named, Routing.request().by(Optional.of("two")));
        assertTrue(one.asked.isEmpty());
        one.says("Hello.");
        routing.stream(named);
        assertEquals(List.of("Hello."), routing.heard);
        two.fails(Kind.UNREACHABLE);
        one.says("I stand in.");
        routing.stream(named, Routing.request().by(Optional.of("two")));
        assertEquals(List.of("I stand in."), routing.heard);
        assertTrue(named.knows("two") && !named.knows("three"));
    }

    @Test
    void whoFailsBeforeTheFirstWordGivesWayToTheNext() {
        one.fails(Kind.UNREACHABLE);
        two.says("Hello.");
        assertInstanceOf(ModelEnding.Finished.class, routing.stream(router));
        assertEquals(List.of("Hello."), routing.heard);
        assertEquals(List.of("one FAILED", "two ANSWERED"), routing.tried());
    }

    @Test
    void afterTheFirstWordItIsTooLateForAnother() {
        one.fails(Kind.BROKEN, "Hel");
        assertInstanceOf(ModelEnding.Failed.class, routing.stream(router));
        assertEquals(List.of("Hel"), routing.heard);
        assertTrue(two.asked.isEmpty());
    }

    @Test
    void allAreAskedOnceMoreAfterAWhile() {
        one.fails(Kind.BUSY).says("Now.");
        two.fails(Kind.BUSY);
        assertInstanceOf(ModelEnding.Finished.class, routing.stream(router));
        assertEquals(List.of("one FAILED", "two FAILED", "one ANSWERED"), routing.tried());
        assertEquals(1, routing.waitsNs.size());
        long waitedMs = routing.waitsNs.getFirst() / 1_000_000;
        assertTrue(waitedMs >= 100 && waitedMs <= 200, waitedMs + " ms");
    }

    @Test
    void waitsGrowAndDifferFromCallToCall() {
        var random = new Random(7);
        for (int again = 1; again < 40; again++) {
            long most = Math.min(2_000_000_000L, 200_000_000L << Math.min(20, again - 1));
            long first = Backoff.USUAL.delayNs(again, random);
            long second = Backoff.USUAL.delayNs(again, random);
            assertTrue(first >= most / 2 && first <= most, again + ": " + first);
            assertTrue(first != second);
        }
    }

    @Test
    void whoRefusesIsNotAskedAgain() {
        one.fails(Kind.REFUSED);
        two.fails(Kind.BUSY).says("Now.");
        assertInstanceOf(ModelEnding.Finished.class, routing.stream(router));
        assertEquals(List.of("one FAILED", "two FAILED", "two ANSWERED"), routing.tried());
    }

    @Test
    void whenAllRefuseThereIsNothingToWaitFor() {
        one.fails(Kind.REFUSED);
        two.fails(Kind.BROKEN);
        var failed = assertInstanceOf(ModelEnding.Failed.class, routing.stream(router));
        assertEquals(Kind.BROKEN, failed.failure().kind());
        assertTrue(routing.waitsNs.isEmpty());
    }

    @Test
    void nobodyWaitsBeyondTheCallersPatience() {
        one.ends(() -> routing.time.advance(1_900_000_000L), failed("one"));
        two.ends(() -> routing.time.advance(2_000_000_000L), failed("two"));
        assertInstanceOf(ModelEnding.Failed.class, routing.stream(router));
        assertTrue(routing.waitsNs.isEmpty(), "100 ms are left, and the wait would be longer");
        assertEquals(3_900_000_000L, routing.traces.getLast().tookNs());
    }

    @Test
    void whoHasOthersBehindItGetsHalfOfTheTime() {
        one.ends(() -> routing.time.advance(2_000_000_000L), failed("one"));
        two.says("Hello.");
        routing.stream(router);
        assertEquals(2_000_000_000L, one.asked.getFirst().deadlines().firstTokenNs());
        assertEquals(2_000_000_000L, two.asked.getFirst().deadlines().firstTokenNs());
        assertEquals(18_000_000_000L, two.asked.getFirst().deadlines().wholeNs());
    }

    @Test
    void whoKeepsFailingIsPassedOverForAWhile() {
        for (int call = 0; call < 3; call++) {
            one.fails(Kind.TIMED_OUT);
            routing.stream(router);
        }
        routing.stream(router);
        assertEquals(List.of("one PASSED_OVER", "two ANSWERED"), routing.tried());
        routing.time.advance(Duration.ofSeconds(10).toNanos());
        routing.stream(router);
        assertEquals(List.of("one ANSWERED"), routing.tried());
    }

    @Test
    void whenAllArePassedOverTheFailureSaysSo() {
        var alone = routing.router(Route.of(List.of(free(one))));
        for (int call = 0; call < 3; call++) {
            one.fails(Kind.BROKEN);
            routing.stream(alone);
        }
        var failed = assertInstanceOf(ModelEnding.Failed.class, routing.stream(alone));
        assertEquals("every model is left alone for a while", failed.failure().detail());
    }

    @Test
    void unwellProvidersAreAskedLast() {
        one.health = new Health.Unwell(new EngineFailure(Kind.BUSY, "one", "loads"));
        router.look();
        routing.stream(router);
        assertEquals(List.of("two ANSWERED"), routing.tried());
        assertInstanceOf(Health.Well.class, router.health());
        one.health = new Health.Well();
        router.look();
        routing.stream(router);
        assertEquals(List.of("one ANSWERED"), routing.tried());
    }

    @Test
    void cheapestIsAskedFirst() {
        var dear = new Provider("dear", one, price("3", "15"));
        var cheap = new Provider("cheap", two, price("0.15", "0.6"));
        var byCost = routing.router(new Route(List.of(dear, cheap), Order.CHEAPEST, 1,
                OptionalLong.empty(), List.of()));
        routing.stream(byCost);
        assertEquals(List.of("cheap ANSWERED"), routing.tried());
    }

    @Test
    void fastestOfLateIsAskedFirst() {
        var bySpeed = routing.router(new Route(List.of(free(one), free(two)), Order.FASTEST, 1,
                OptionalLong.empty(), List.of()));
        one.ends(() -> routing.time.advance(900_000_000L), finished(), "slow");
        two.ends(() -> routing.time.advance(100_000_000L), finished(), "fast");
        for (String expected : List.of("one", "two", "two", "two")) {
            routing.stream(bySpeed);
            assertEquals(List.of(expected + " ANSWERED"), routing.tried());
        }
        // What was measured long ago does not count: the slow one gets another chance.
        routing.time.advance(Duration.ofMinutes(3).toNanos());
        routing.stream(bySpeed);
        assertEquals(List.of("one ANSWERED"), routing.tried());
    }

    @Test
    void brokenJsonIsNotHeardAndTheNextIsAsked() throws Exception {
        one.says("{\"intent\": ");
        two.says("{\"intent\":", "\"book\"}");
        var schema = new ObjectMapper()
                .readTree("{\"type\":\"object\",\"required\":[\"intent\"]}");
        var asked = new ModelRequest(Task.EXTRACT, "call-1", request().messages(),
                Form.json(60, schema), Routing.DEADLINES);
        assertInstanceOf(ModelEnding.Finished.class, routing.stream(router, asked));
        assertEquals(List.of("{\"intent\":\"book\"}"), routing.heard);
    }

    @Test
    void whatAnswersCostIsBookedAlsoOfThoseThatFailed() {
        routing.ledger = new Ledger(Budget.UNLIMITED);
        var priced = routing.router(Route.of(List.of(new Provider("a", one, price("2", "10")),
                new Provider("b", two, price("1", "5")))));
        one.fails(Kind.BROKEN);
        two.says("Hello", " there.");
        routing.stream(priced);
        var entries = routing.ledger.close("call-1").entries();
        assertEquals(List.of("a", "b"), entries.stream().map(Ledger.Entry::model).toList());
        assertEquals(200_000, entries.getFirst().spent().nanos());
        assertEquals(new Usage(100, 40, 2), entries.getLast().spent().usage());
        assertEquals(60 * 1000 + 40 * 1000 / 10 + 2 * 5000, entries.getLast().spent().nanos());
    }

    @Test
    void callThatHasSpentItsBudgetGetsNoFurtherAnswer() {
        routing.ledger = new Ledger(new Budget(150, Long.MAX_VALUE));
        var thrifty = routing.router(Route.of(List.of(free(one))));
        routing.stream(thrifty);
        routing.stream(thrifty);
        var failed = assertInstanceOf(ModelEnding.Failed.class, routing.stream(thrifty));
        assertEquals(Kind.REFUSED, failed.failure().kind());
        assertInstanceOf(ModelEnding.Finished.class,
                routing.stream(thrifty, request().of("call-2")));
        routing.stream(thrifty);
        assertEquals(List.of(Outcome.ANSWERED, Outcome.ANSWERED, Outcome.SPENT, Outcome.ANSWERED,
                Outcome.STILL_SPENT), routing.traces.stream().map(RouteTrace::outcome).toList());
        assertEquals(2, routing.ledger.close("call-1").refused());
    }

    @Test
    void taskWithoutARouteIsRefused() {
        var judge = new ModelRequest(Task.JUDGE, "c", List.of(), Form.text(1), Routing.DEADLINES);
        var failed = assertInstanceOf(ModelEnding.Failed.class, routing.stream(router, judge));
        assertEquals(Kind.REFUSED, failed.failure().kind());
    }

    @Test
    void closedBeforeItBeginsNobodyIsAsked() {
        var answer = router.ask(request());
        answer.close();
        assertEquals(new ModelEnding.Stopped(Usage.NONE), answer.stream(_ -> Next.GO_ON));
        assertTrue(one.asked.isEmpty());
    }

    @Test
    void closingReachesTheProviderThatAnswers() {
        var answer = router.ask(request());
        one.ends(answer::close, new ModelEnding.Stopped(Usage.NONE));
        assertInstanceOf(ModelEnding.Stopped.class, answer.stream(_ -> Next.GO_ON));
        assertEquals(1, one.closed.get());
        assertTrue(two.asked.isEmpty());
    }

    @Test
    void closingEndsTheWaitForAnotherRound() {
        one.fails(Kind.BUSY);
        two.fails(Kind.BUSY);
        var answers = new ModelAnswer[1];
        routing.alarm = (_, _) -> {
            answers[0].close();
            return () -> {};
        };
        answers[0] = routing.router(Route.of(List.of(free(one), free(two)))).ask(request());
        assertInstanceOf(ModelEnding.Stopped.class, answers[0].stream(_ -> Next.GO_ON));
    }

    @Test
    void listenerThatWantsNoMoreStopsTheAnswer() {
        one.says("a", "b");
        assertInstanceOf(ModelEnding.Stopped.class, router.ask(request()).stream(_ -> Next.STOP));
        assertTrue(two.asked.isEmpty());
    }

    private static Price price(String prompt, String completion) {
        return Price.perMillion(new BigDecimal(prompt),
                new BigDecimal(prompt).movePointLeft(1), new BigDecimal(completion));
    }

    private static ModelEnding finished() {
        return new ModelEnding.Finished(Usage.NONE, List.of());
    }

    private static ModelEnding failed(String engine) {
        return new ModelEnding.Failed(Usage.NONE,
                new EngineFailure(Kind.TIMED_OUT, engine, "too late"));
    }
}
