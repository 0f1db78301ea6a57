package io.antiphon.dialogue.llm;

import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A model that answers what a test tells it, time after time. Says "again" where nothing is told any more. */
public final class ScriptedModel implements LanguageModel {

    private final String name;
    private final Deque<Said> next = new ArrayDeque<>();
    public final List<ModelRequest> asked = new ArrayList<>();
    public final AtomicInteger closed = new AtomicInteger();
    public Health health = new Health.Well();

    /** Pieces, and how it ends behind them. */
    private record Said(Runnable before, List<String> pieces, ModelEnding ending) {}

    public ScriptedModel(String name) {
        this.name = name;
    }

    public ScriptedModel says(String... pieces) {
        return ends(new ModelEnding.Finished(new Usage(100, 40, pieces.length), List.of()), pieces);
    }

    public ScriptedModel fails(Kind kind, String... pieces) {
        return ends(new ModelEnding.Failed(new Usage(100, 0, pieces.length),
                new EngineFailure(kind, name, "as the test wants it")), pieces);
    }

    public ScriptedModel ends(ModelEnding ending, String... pieces) {
        return ends(() -> {}, ending, pieces);
    }

    /** With something that happens before the first piece. */
    public ScriptedModel ends(Runnable before, ModelEnding ending, String... pieces) {
        next.add(new Said(before, Arrays.asList(pieces), ending));
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public ModelAnswer ask(ModelRequest request) {
        return new ModelAnswer() {

            @Override
            public ModelEnding stream(Listener listener) {
                asked.add(request);
                if (next.isEmpty()) {
                    says("again");
                }
                var said = next.remove();
                said.before.run();
                for (var piece : said.pieces) {
                    if (listener.text(piece) == Next.STOP) {
                        return new ModelEnding.Stopped(said.ending.usage());
                    }
                }
                return said.ending;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }
}
