package io.antiphon.dialogue.llm.local.llama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.LogFormat;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.Message.Role;
import io.antiphon.dialogue.llm.local.engine.Ending;
import io.antiphon.dialogue.llm.local.engine.Ending.Counts;
import io.antiphon.dialogue.llm.local.engine.ModelFault;
import io.antiphon.dialogue.llm.local.engine.ModelFolder;
import io.antiphon.dialogue.llm.local.engine.Newest;
import io.antiphon.dialogue.llm.local.engine.Request;
import io.antiphon.dialogue.llm.local.engine.TextEngine;
import io.antiphon.dialogue.llm.local.grammar.Gbnf;
import io.antiphon.fault.EngineFailure;
import io.antiphon.own.Owner;
import io.antiphon.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Words answers with a GGUF model in llama.cpp. Belongs to the thread that opens it. */
public final class LlamaEngine implements TextEngine {

    private static final String LIBRARY_FOLDER = "de.kherud.llama.tmpdir";
    private static final byte[] MAGIC = {'G', 'G', 'U', 'F'};

    private final Owner owner = new Owner("language model");
    private final String name;
    private final LlamaModel model;
    private final ChatText chat;
    private final int context;
    private final NanoClock clock;
    private int[] read = {};

    private LlamaEngine(String name, LlamaModel model, ChatText chat, int context,
            NanoClock clock) {
        this.name = name;
        this.model = model;
        this.chat = chat;
        this.context = context;
        this.clock = clock;
        owner.claim();
    }

    /** Loads the model of a folder. */
    public static TextEngine open(ModelFolder folder, NanoClock clock) throws ModelFault {
        var file = folder.file("gguf");
        check(file);
        var chat = ChatText.read(folder);
        int context = folder.number("context");
        return new LlamaEngine("llama:" + folder.name(), load(file, context), chat, context, clock);
    }

    /** What llama.cpp would end the process for. */
    private static void check(Path file) throws ModelFault {
        try (var stream = Files.newInputStream(file)) {
            if (!Arrays.equals(stream.readNBytes(MAGIC.length), MAGIC)) {
                throw new ModelFault("the model file " + file + " is not GGUF");
            }
        } catch (IOException e) {
            throw new ModelFault("the model file " + file + " cannot be read", e);
        }
    }

    private static LlamaModel load(Path file, int context) throws ModelFault {
        try {
            if (System.getProperty(LIBRARY_FOLDER) == null) {
                // The library is unpacked under a fixed name, which another process would delete under us.
                var folder = Files.createTempDirectory("antiphon-llama");
                folder.toFile().deleteOnExit();
                System.setProperty(LIBRARY_FOLDER, folder.toString());
            }
            LlamaModel.setLogger(LogFormat.TEXT, (_, _) -> {});
            return new LlamaModel(new ModelParameters().setModel(file.toString())
                    .setCtxSize(context)
                    .setParallel(1)
                    .setThreads(1)
                    .setThreadsBatch(1)
                    .disableLog());
        } catch (RuntimeException e) {
            // The binding's own exception is not public.
            throw new ModelFault(
                    "the model file " + file + " is no model that llama.cpp reads: "
                            + e.getMessage(),
                    e);
        } catch (IOException | LinkageError e) {
            throw new ModelFault("llama.cpp does not start on this machine: " + e, e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Ending generate(Request request, Listener listener) {
        assert owner.isCurrent() : owner;
        long beginNs = clock.nanoTime();
        var messages = Newest.of(request.messages(),
                message -> model.encode(chat.message(message)).length,
                context - request.maxTokens() - 1);
        String prompt = chat.prompt(messages);
        int[] tokens = model.encode(prompt);
        int common = Arrays.mismatch(tokens, read);
        int reused = Math.min(common < 0 ? tokens.length : common, tokens.length - 1);
        read = tokens;
        var answer = new Answer(request, listener, beginNs,
                new Counts(tokens.length, reused, 0, 0));
        try {
            return answer.word(parameters(request, prompt));
        } catch (RuntimeException e) {
            // The binding's own exception is not public.
            return new Ending.Failed(answer.counts, new EngineFailure(EngineFailure.Kind.BROKEN,
                    name, "llama.cpp failed in the middle of an answer"));
        }
    }

    private static InferenceParameters parameters(Request request, String prompt) {
        var sampling = request.sampling();
        var parameters = new InferenceParameters(prompt).setNPredict(request.maxTokens())
                .setTemperature((float) sampling.temperature())
                .setTopP((float) sampling.topP())
                .setTopK(0)
                .setMinP(0)
                .setRepeatPenalty(1)
                .setSeed((int) sampling.seed())
                .setCachePrompt(true);
        request.shape().ifPresent(shape -> parameters.setGrammar(Gbnf.of(shape)));
        return parameters;
    }

    @Override
    public void close() {
        model.close();
    }

    /** One answer in the making. */
    private final class Answer {

        private final Request request;
        private final Listener listener;
        private final long beginNs;
        private Counts counts;

        Answer(Request request, Listener listener, long beginNs, Counts counts) {
            this.request = request;
            this.listener = listener;
            this.beginNs = beginNs;
            this.counts = counts;
        }

        Ending word(InferenceParameters parameters) {
            var pieces = model.generate(parameters).iterator();
            while (pieces.hasNext()) {
                boolean late = clock.nanoTime() - request.latestNs() >= 0;
                if (late || !listener.wantsMore()) {
                    pieces.cancel();
                    return late ? tooLate() : new Ending.Stopped(counts);
                }
                String text = pieces.next().text;
                if (!text.isEmpty()) {
                    count();
                    listener.hear(text);
                }
            }
            return new Ending.Complete(counts);
        }

        private void count() {
            long firstNs = counts.generatedTokens() == 0
                    ? Math.max(1, clock.nanoTime() - beginNs)
                    : counts.firstTokenNs();
            counts = new Counts(counts.promptTokens(), counts.reusedTokens(),
                    counts.generatedTokens() + 1, firstNs);
        }

        private Ending tooLate() {
            return new Ending.Failed(counts, new EngineFailure(EngineFailure.Kind.TIMED_OUT, name,
                    "the answer took too long"));
        }
    }

    /** The messages of a chat as the text of which llama.cpp makes tokens. */
    private record ChatText(String system, String caller, String agent, String end) {

        static ChatText read(ModelFolder folder) throws ModelFault {
            return new ChatText(folder.role(Role.SYSTEM), folder.role(Role.CALLER),
                    folder.role(Role.AGENT), folder.text("end"));
        }

        String prompt(List<Message> messages) {
            var prompt = new StringBuilder();
            messages.forEach(message -> prompt.append(message(message)));
            return prompt.append(agent).toString();
        }

        String message(Message message) {
            // Whoever speaks of such a token must not become another speaker by it.
            return role(message.role()) + message.text().replace("<|", "< |") + end;
        }

        private String role(Role role) {
            return switch (role) {
                case SYSTEM, TOOL -> system;
                case CALLER -> caller;
                case AGENT -> agent;
            };
        }
    }
}
