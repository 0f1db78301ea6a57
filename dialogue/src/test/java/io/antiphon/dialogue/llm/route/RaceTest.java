package io.antiphon.dialogue.llm.route;

import static io.antiphon.dialogue.llm.route.Routing.free;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.llm.Health;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelAnswer.Next;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.route.Route.Order;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two providers at once, each on its own thread, with the test telling who says what and when. */
@Timeout(20)
class RaceTest {

    private static final ModelEnding FINISHED = new ModelEnding.Finished(new Usage(9, 0, 1),
            List.of());

    private final Routing routing = new Routing();
    private final Told first = new Told("first");
    private final Told second = new Told("second");
    private final BlockingQueue<Runnable> alarms = new LinkedBlockingQueue<>();
    private final AtomicInteger cancelled = new AtomicInteger();

    /** A model that says what it is told, as it is told. */
    private static final class Told implements LanguageModel {

        private final String name;
        private final BlockingQueue<Object> orders = new LinkedBlockingQueue<>();
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        Told(String name) {
            this.name = name;
        }

        void say(String text) {
            orders.add(text);
        }

        void end(ModelEnding ending) {
            orders.add(ending);
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
            return new ModelAnswer() {

                @Override
                public ModelEnding stream(Listener listener) {
                    asked.countDown();
                    try {
                        while (true) {
                            switch (orders.take()) {
                                case String text -> listener.text(text);
                                case ModelEnding ending -> {
                                    return ending;
                                }
                                default -> throw new IllegalStateException();
                            }
                        }
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }

                @Override
                public void close() {
                    closed.countDown();
                    end(new ModelEnding.Stopped(new Usage(9, 0, 0)));
                }
            };
        }
    }

    private ModelAnswer answer() {
        routing.alarm = (_, task) -> {
            alarms.add(task);
            return cancelled::incrementAndGet;
        };
        return routing.router(new Route(List.of(free(first), free(second)), Order.LISTED, 1,
                OptionalLong.of(300_000_000), List.of())).ask(Routing.request());
    }

    private ModelEnding stream(ModelAnswer answer) {
        return answer.stream(piece -> {
            routing.heard.add(piece);
            return Next.GO_ON;
        });
    }

    @Test
    void whoAnswersSoonRunsAlone() {
        first.say("Good");
        first.end(FINISHED);
        assertEquals(FINISHED, stream(answer()));
        assertEquals(List.of("first ANSWERED"), routing.tried());
        assertEquals(1, second.asked.getCount());
        assertEquals(1, cancelled.get());
    }

    @Test
    void whoIsLateIsOutrunByTheSecond() throws Exception {
        var answer = answer();
        var turn = Thread.ofVirtual().start(() -> stream(answer));
        alarms.take().run();
        second.asked.await();
        second.say("Hello");
        first.closed.await();
        second.say(" there.");
        second.end(FINISHED);
        turn.join();
        assertEquals(List.of("Hello", " there."), routing.heard);
        assertEquals(List.of("first OUTRUN", "second ANSWERED"), routing.tried());
    }

    @Test
    void whoSpeaksAfterAllBeforeTheSecondIsHeard() throws Exception {
        var answer = answer();
        var turn = Thread.ofVirtual().start(() -> stream(answer));
        alarms.take().run();
        second.asked.await();
        first.say("Here.");
        second.closed.await();
        second.say("too late");
        first.end(FINISHED);
        turn.join();
        assertEquals(List.of("Here."), routing.heard);
        assertEquals(List.of("second OUTRUN", "first ANSWERED"), routing.tried());
    }

    @Test
    void alarmAfterTheFirstWordStartsNobody() throws Exception {
        var answer = answer();
        var turn = Thread.ofVirtual().start(() -> stream(answer));
        first.say("Here");
        alarms.take().run();
        first.end(FINISHED);
        turn.join();
        assertTrue(routing.tried().contains("first ANSWERED"), routing.tried().toString());
    }

    @Test
    void whoFailsBeforeTheAlarmGivesWayAsAlways() {
        first.end(failed());
        second.say("Hello.");
        second.end(FINISHED);
        assertEquals(FINISHED, stream(answer()));
        assertEquals(List.of("first FAILED", "second ANSWERED"), routing.tried());
    }

    @Test
    void oneThatFailsInTheRaceLeavesItToTheOther() throws Exception {
        var answer = answer();
        var turn = Thread.ofVirtual().start(() -> stream(answer));
        alarms.take().run();
        second.asked.await();
        first.end(failed());
        second.say("Hello.");
        second.end(FINISHED);
        turn.join();
        assertEquals(List.of("Hello."), routing.heard);
    }

    @Test
    void bothMayFail() throws Exception {
        var answer = answer();
        var ending = new ModelEnding[1];
        var turn = Thread.ofVirtual().start(() -> ending[0] = stream(answer));
        alarms.take().run();
        second.asked.await();
        first.end(failed());
        second.end(failed());
        turn.join();
        assertInstanceOf(ModelEnding.Failed.class, ending[0]);
        assertEquals(2, routing.tried().size());
    }

    @Test
    void closingReachesBoth() throws Exception {
        var answer = answer();
        var ending = new ModelEnding[1];
        var turn = Thread.ofVirtual().start(() -> ending[0] = stream(answer));
        alarms.take().run();
        second.asked.await();
        answer.close();
        turn.join();
        first.closed.await();
        second.closed.await();
        assertInstanceOf(ModelEnding.Stopped.class, ending[0]);
    }

    @Test
    void listenerThatWantsNoMoreClosesTheWinner() throws Exception {
        first.say("a");
        assertInstanceOf(ModelEnding.Stopped.class, answer().stream(_ -> Next.STOP));
        first.closed.await();
    }

    private static ModelEnding failed() {
        return new ModelEnding.Failed(Usage.NONE, new EngineFailure(Kind.BROKEN, "m", "broke"));
    }
}
