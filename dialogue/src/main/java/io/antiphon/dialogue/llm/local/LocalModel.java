package io.antiphon.dialogue.llm.local;

import io.antiphon.dialogue.llm.local.engine.Ending;
import io.antiphon.dialogue.llm.local.engine.ModelFault;
import io.antiphon.dialogue.llm.local.engine.ModelFolder;
import io.antiphon.dialogue.llm.local.engine.Request;
import io.antiphon.dialogue.llm.local.engine.Request.Sampling;
import io.antiphon.dialogue.llm.local.engine.TextEngine;
import io.antiphon.dialogue.llm.local.engine.Tuning;
import io.antiphon.dialogue.llm.local.llama.LlamaEngine;
import io.antiphon.dialogue.llm.local.loop.TokenEngine;
import io.antiphon.dialogue.llm.local.onnx.OnnxNetwork;
import io.antiphon.dialogue.llm.local.torch.TorchNetwork;
import io.antiphon.fault.EngineFailure;
import io.antiphon.time.NanoClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A language model with the one thread that owns it. Answers are worded one after the other; others wait, a few of
 * them. Native libraries are loaded when a model is opened, not before.
 */
public final class LocalModel implements AutoCloseable {

    /** The engines that can be asked for. */
    public static final List<String> ENGINES = List.of("djl", "onnx", "llama");

    private static final int MOST_WAITING = 16;
    private static final int ENDS_WITHIN_S = 5;

    /** Tokens; with fewer, little room is left for the conversation behind all that an agent can be told. */
    private static final int ENOUGH_CONTEXT = 2048;

    private final ThreadPoolExecutor thread;
    private final TextEngine engine;
    private final Sampling sampling;
    private final boolean isSmall;

    /** How opening ended. */
    public sealed interface Opened {

        /** Whoever opened it closes it. */
        record Ready(LocalModel model) implements Opened {}

        /** It cannot be used; the failure says what was expected where. */
        record Refused(EngineFailure failure) implements Opened {}
    }

    /** Brings an engine, on the thread that will own it. */
    @FunctionalInterface
    interface Loader {
        Loaded load() throws ModelFault;
    }

    /**
     * An engine.
     *
     * @param context in tokens
     */
    record Loaded(TextEngine engine, Sampling sampling, int context) {}

    private LocalModel(ThreadPoolExecutor thread, Loaded loaded) {
        this.thread = thread;
        this.engine = loaded.engine();
        this.sampling = loaded.sampling();
        this.isSmall = loaded.context() < ENOUGH_CONTEXT;
    }

    /** Loads and tries a model, and leaves to it how it is run. */
    public static Opened open(String engine, Path model, ThreadFactory threads, NanoClock clock) {
        return open(engine, model, Tuning.NONE, threads, clock);
    }

    /**
     * Loads and tries a model.
     *
     * @param engine one of {@link #ENGINES}
     * @param model its folder; for llama also a file whose name ends with {@code .gguf}
     * @param tuning for llama alone
     * @param threads makes the thread that will own the model
     */
    public static Opened open(String engine, Path model, Tuning tuning, ThreadFactory threads,
            NanoClock clock) {
        return open(engine, () -> {
            if (engine.equals("llama")) {
                var llama = isOneFile(model)
                        ? LlamaEngine.open(model, tuning, clock)
                        : LlamaEngine.open(ModelFolder.open(model), tuning, clock);
                return new Loaded(llama, llama.sampling(), llama.context());
            }
            var files = ModelFolder.open(model);
            return new Loaded(engine(engine, files, clock), files.sampling(),
                    files.number("context"));
        }, threads);
    }

    private static boolean isOneFile(Path model) {
        return Files.isRegularFile(model)
                || String.valueOf(model.getFileName()).endsWith(".gguf");
    }

    /** Opens whatever {@code loader} brings. */
    static Opened open(String engine, Loader loader, ThreadFactory threads) {
        var thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING), threads);
        try {
            return new Opened.Ready(new LocalModel(thread, thread.submit(loader::load).get()));
        } catch (ExecutionException e) {
            thread.shutdown();
            return refused(engine, e.getCause() instanceof ModelFault fault
                    ? fault.detail()
                    : "the model does not load: " + e.getCause());
        } catch (InterruptedException e) {
            thread.shutdown();
            Thread.currentThread().interrupt();
            return refused(engine, "interrupted while loading");
        }
    }

    private static TextEngine engine(String engine, ModelFolder files, NanoClock clock)
            throws ModelFault {
        return switch (engine) {
            case "djl" -> TokenEngine.open(engine, files, TorchNetwork::load, clock);
            case "onnx" -> TokenEngine.open(engine, files, OnnxNetwork::load, clock);
            default -> throw new ModelFault(
                    "there is no engine " + engine + "; expected one of " + ENGINES);
        };
    }

    private static Opened refused(String engine, String detail) {
        return new Opened.Refused(
                new EngineFailure(EngineFailure.Kind.REFUSED, engine, detail));
    }

    public String name() {
        return engine.name();
    }

    /** Any thread: whether other answers wait for the one that is being worded. */
    public boolean isAwaited() {
        return !thread.getQueue().isEmpty();
    }

    /** Any thread: whether it takes questions. */
    public boolean isOpen() {
        return !thread.isShutdown();
    }

    /** Whether it can read little, and is to be told things in brief. */
    public boolean isSmall() {
        return isSmall;
    }

    /** How tokens are chosen unless a request says otherwise. */
    public Sampling sampling() {
        return sampling;
    }

    /**
     * Any thread: has an answer worded on the model's thread, where {@code listener} and then {@code end} are called.
     * Answers with false if too many wait already, or the model is closed.
     */
    public boolean ask(Request request, TextEngine.Listener listener, End end) {
        try {
            thread.execute(() -> end.ended(engine.generate(request, listener)));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Learns how an answer ended, on the model's thread. */
    @FunctionalInterface
    public interface End {
        void ended(Ending ending);
    }

    /** Waits for the answer that is being worded; those that wait are dropped. */
    @Override
    public void close() {
        thread.getQueue().clear();
        if (!thread.isShutdown()) {
            thread.execute(engine::close);
        }
        thread.shutdown();
        try {
            thread.awaitTermination(ENDS_WITHIN_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // Then the thread, a daemon, ends by itself or with the process.
            Thread.currentThread().interrupt();
        }
    }
}
