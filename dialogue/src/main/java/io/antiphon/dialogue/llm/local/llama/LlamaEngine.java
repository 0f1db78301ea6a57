package io.antiphon.dialogue.llm.local.llama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.LogFormat;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.local.engine.Ending;
import io.antiphon.dialogue.llm.local.engine.Ending.Counts;
import io.antiphon.dialogue.llm.local.engine.ModelFault;
import io.antiphon.dialogue.llm.local.engine.ModelFolder;
import io.antiphon.dialogue.llm.local.engine.Newest;
import io.antiphon.dialogue.llm.local.engine.Request;
import io.antiphon.dialogue.llm.local.engine.Request.Sampling;
import io.antiphon.dialogue.llm.local.engine.TextEngine;
import io.antiphon.dialogue.llm.local.engine.Tuning;
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
    /** As servers are asked for spoken words. */
    private static final Sampling USUAL = new Sampling(Task.RESPOND.temperature(), 0.9, 1);
    /** A call is no novel, and memory is taken for all of it. */
    private static final int ENOUGH_CONTEXT = 8192;

    private final Owner owner = new Owner("language model");
    private final String name;
    private final LlamaModel model;
    private final Chat chat;
    private final int context;
    private final Sampling sampling;
    private final NanoClock clock;
    private int[] read = {};

    private LlamaEngine(String name, LlamaModel model, Chat chat, Means means) {
        this.name = name;
        this.model = model;
        this.chat = chat;
        this.context = means.context();
        this.sampling = means.sampling();
        this.clock = means.clock();
        owner.claim();
    }

    private record Means(int context, Sampling sampling, NanoClock clock) {}

    /** Loads the model of a folder, and tries it. */
    public static LlamaEngine open(ModelFolder folder, Tuning tuning, NanoClock clock)
            throws ModelFault {
        var file = folder.file("gguf");
        Gguf.read(file);
        var chat = RoleTokens.read(folder);
        int most = folder.number("context");
        var means = new Means(tuning.context(most, most), tuning.sampling(folder.sampling()),
                clock);
        var model = load(file, parameters(file, means, tuning, 1));
        return new LlamaEngine("llama:" + folder.name(), model, chat, means);
    }

    /** Loads a model that is one file, and tries it. */
    public static LlamaEngine open(Path file, Tuning tuning, NanoClock clock) throws ModelFault {
        var gguf = Gguf.read(file);
        OwnTemplate.template(gguf);
        long most = gguf.mostContext();
        var means = new Means(tuning.context((int) Math.min(most, ENOUGH_CONTEXT), most),
                tuning.sampling(USUAL), clock);
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        var model = load(file, parameters(file, means, tuning, threads).enableJinja());
        try {
            return new LlamaEngine("llama:" + name(file), model,
                    OwnTemplate.open(gguf, model::applyTemplate), means);
        } catch (ModelFault e) {
            model.close();
            throw e;
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.gguf$", "");
    }

    private static ModelParameters parameters(Path file, Means means, Tuning tuning,
            int usualThreads) {
        int threads = tuning.threads().orElse(usualThreads);
        var parameters = new ModelParameters().setModel(file.toString())
                .setCtxSize(means.context())
                .setParallel(1)
                .setThreads(threads)
                .setThreadsBatch(threads)
                .disableLog();
        // Builds without a graphics processor complain on standard error of being told even 0.
        return tuning.gpuLayers() > 0 ? parameters.setGpuLayers(tuning.gpuLayers()) : parameters;
    }

    private static LlamaModel load(Path file, ModelParameters parameters) throws ModelFault {
        try {
            if (System.getProperty(LIBRARY_FOLDER) == null) {
                // The library is unpacked under a fixed name, which another process would delete under us.
                var folder = Files.createTempDirectory("antiphon-llama");
                folder.toFile().deleteOnExit();
                System.setProperty(LIBRARY_FOLDER, folder.toString());
            }
            LlamaModel.setLogger(LogFormat.TEXT, (_, _) -> {});
            var model = new LlamaModel(parameters);
            tryOut(model);
            return model;
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

    /**
     * Writes a token. Not only to see that it can: closing a model of which nothing was ever asked may wait for ever,
     * for its thread inside llama.cpp is told to end before it has begun.
     */
    private static void tryOut(LlamaModel model) {
        model.complete(new InferenceParameters("Hello").setNPredict(1).setTemperature(0));
    }

    /** How many tokens it reads. */
    public int context() {
        return context;
    }

    /** How tokens are chosen where nobody says otherwise. */
    public Sampling sampling() {
        return sampling;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Ending generate(Request request, Listener listener) {
        assert owner.isCurrent() : owner;
        long beginNs = clock.nanoTime();
        int room = context - request.maxTokens() - 1;
        String prompt = prompt(newest(request, room));
        int[] tokens = model.encode(prompt);
        if (tokens.length > room) {
            // What stands around the messages, the beginning of the answer above all, takes its room as well.
            prompt = prompt(newest(request, 2 * room - tokens.length));
            tokens = model.encode(prompt);
        }
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

    private List<Message> newest(Request request, int room) {
        return Newest.of(request.messages(),
                message -> model.encode(chat.message(message)).length, room);
    }

    String prompt(List<Message> messages) {
        return chat.prompt(messages);
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
}
