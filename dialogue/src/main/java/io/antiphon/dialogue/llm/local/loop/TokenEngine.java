package io.antiphon.dialogue.llm.local.loop;

import io.antiphon.dialogue.llm.local.engine.Ending;
import io.antiphon.dialogue.llm.local.engine.Ending.Counts;
import io.antiphon.dialogue.llm.local.engine.ModelFault;
import io.antiphon.dialogue.llm.local.engine.ModelFolder;
import io.antiphon.dialogue.llm.local.engine.Request;
import io.antiphon.dialogue.llm.local.engine.TextEngine;
import io.antiphon.dialogue.llm.local.grammar.Automaton;
import io.antiphon.dialogue.llm.local.loop.Network.Past;
import io.antiphon.dialogue.llm.local.token.Constraint;
import io.antiphon.dialogue.llm.local.token.Sampler;
import io.antiphon.dialogue.llm.local.token.Utf8Text;
import io.antiphon.fault.EngineFailure;
import io.antiphon.own.Owner;
import io.antiphon.time.NanoClock;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/** Words answers with a network, one token after the other. Belongs to the thread that opens it. */
public final class TokenEngine implements TextEngine {

    private static final int REMEMBERED = 4;
    /** A pass through the model cannot be cut short, so a long prompt is read in parts. */
    private static final int READ_AT_ONCE = 64;

    private final Owner owner = new Owner("language model");
    private final String name;
    private final ChatTokens chat;
    private final Network network;
    private final int context;
    private final NanoClock clock;
    private final Memory memory = new Memory(REMEMBERED);

    private TokenEngine(String name, ChatTokens chat, Network network, int context,
            NanoClock clock) {
        this.name = name;
        this.chat = chat;
        this.network = network;
        this.context = context;
        this.clock = clock;
        owner.claim();
    }

    /**
     * Loads the model of a folder, and tries it.
     *
     * @param engine what configurations call it
     */
    public static TextEngine open(String engine, ModelFolder folder, Network.Loader loader,
            NanoClock clock) throws ModelFault {
        var chat = ChatTokens.read(folder);
        int context = folder.number("context");
        var network = loader.load(folder, chat.tokens().size());
        return new TokenEngine(engine + ":" + folder.name(), chat, network, context, clock);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Ending generate(Request request, Listener listener) {
        assert owner.isCurrent() : owner;
        var constraint = request.shape()
                .map(shape -> new Constraint(chat.tokens(), Automaton.of(shape), chat.end()));
        if (constraint.filter(shape -> !shape.fits(request.maxTokens())).isPresent()) {
            return new Ending.Failed(Counts.NONE, failure(EngineFailure.Kind.REFUSED,
                    "no answer of the wanted shape is as short as the answer may be"));
        }
        int most = Math.min(request.maxTokens(), context / 2);
        var answer = new Answer(request, listener, constraint,
                chat.prompt(request.messages(), context - most), most);
        try {
            return answer.word();
        } catch (ModelFault e) {
            return new Ending.Failed(answer.counts(),
                    failure(EngineFailure.Kind.BROKEN, e.detail()));
        } finally {
            answer.close();
        }
    }

    private EngineFailure failure(EngineFailure.Kind kind, String detail) {
        return new EngineFailure(kind, name, detail);
    }

    @Override
    public void close() {
        memory.close();
        network.close();
    }

    /** One answer in the making. */
    private final class Answer {

        private final Request request;
        private final Listener listener;
        private final Optional<Constraint> constraint;
        private final Sampler sampler;
        private final int prompted;
        private final int most;
        private final int[] tokens;
        private final long beginNs = clock.nanoTime();
        private Past past = network.nothing();
        private int known;
        private int reused;
        private int generated;
        private long firstTokenNs;

        Answer(Request request, Listener listener, Optional<Constraint> constraint, int[] prompt,
                int most) {
            var sampling = request.sampling();
            this.request = request;
            this.listener = listener;
            this.constraint = constraint;
            this.sampler = new Sampler(sampling.temperature(), sampling.topP(), sampling.seed());
            this.prompted = prompt.length;
            this.most = most;
            this.tokens = Arrays.copyOf(prompt, prompt.length + most);
        }

        Ending word() throws ModelFault {
            recall();
            float[] scores = {};
            while (known < prompted) {
                var ending = ended();
                if (ending.isPresent()) {
                    return ending.get();
                }
                scores = read(Math.min(prompted, known + READ_AT_ONCE));
            }
            var text = new Utf8Text();
            while (true) {
                var ending = ended();
                if (ending.isPresent()) {
                    return ending.get();
                }
                int left = most - generated;
                int token = sampler.choose(scores, allowed(left));
                if (firstTokenNs == 0) {
                    firstTokenNs = Math.max(1, clock.nanoTime() - beginNs);
                }
                if (token == chat.end()) {
                    return new Ending.Complete(counts());
                }
                constraint.ifPresent(shape -> shape.take(token));
                tokens[prompted + generated++] = token;
                String piece = text.add(chat.tokens().bytes(token));
                if (!piece.isEmpty()) {
                    listener.hear(piece);
                }
                if (generated == most) {
                    return new Ending.Complete(counts());
                }
                scores = read(prompted + generated);
            }
        }

        private Optional<BitSet> allowed(int left) {
            return constraint.map(shape -> shape.next(left));
        }

        /** Whether the answer ends here because nobody wants it, or because it is too late. */
        private Optional<Ending> ended() {
            if (!listener.wantsMore()) {
                return Optional.of(new Ending.Stopped(counts()));
            }
            return clock.nanoTime() - request.latestNs() < 0
                    ? Optional.empty()
                    : Optional.of(new Ending.Failed(counts(),
                            failure(EngineFailure.Kind.TIMED_OUT, "the answer took too long")));
        }

        /** Begins behind what an earlier answer has read already. The last token is always read, for its scores. */
        private void recall() throws ModelFault {
            int[] prompt = Arrays.copyOf(tokens, prompted);
            var likest = memory.likest(prompt);
            if (likest.isPresent()) {
                var read = likest.get();
                int common = Math.min(read.common(prompt), prompted - 1);
                replace(read.past().beginning(common));
                reused = common;
                known = common;
            }
        }

        /** Reads up to {@code end}; answers with the scores of the token that follows. */
        private float[] read(int end) throws ModelFault {
            var step = past.read(Arrays.copyOfRange(tokens, known, end));
            replace(step.past());
            known = end;
            return step.scores();
        }

        private void replace(Past present) {
            past.close();
            past = present;
        }

        Counts counts() {
            return new Counts(prompted, reused, generated, firstTokenNs);
        }

        void close() {
            memory.remember(new Memory.Read(Arrays.copyOf(tokens, known), past));
        }
    }
}
