package io.antiphon.dialogue.llm.local;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.local.engine.Ending;
import io.antiphon.dialogue.llm.local.engine.Request;
import io.antiphon.dialogue.llm.local.engine.Request.Sampling;
import io.antiphon.dialogue.llm.local.engine.TextEngine;
import io.antiphon.dialogue.llm.local.grammar.Shape;
import io.antiphon.time.NanoClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** The language model that comes with Antiphon, opened once per engine, and what it was recorded to say. */
public final class ShippedModel {

    public static final NanoClock CLOCK = System::nanoTime;
    private static final long A_MINUTE_NS = 60_000_000_000L;
    private static final Map<String, LocalModel> OPEN = new HashMap<>();

    private ShippedModel() {}

    /** An answer that the recipe recorded. */
    public record Recorded(List<Message> messages, List<Integer> prompt,
            Map<Integer, Double> first, String answer) {}

    /** An answer that came, and how. */
    public record Told(List<String> pieces, Ending ending) {

        public String text() {
            return String.join("", pieces);
        }
    }

    public static Path folder() {
        var folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.isDirectory(folder.resolve("models/asr"))) {
            folder = folder.getParent();
        }
        var model = folder.resolve("models/lm");
        assumeTrue(Files.exists(model.resolve("settings.json")), "no model in " + model);
        return model;
    }

    /** Never closed: it serves all tests of this process. */
    public static synchronized LocalModel open(String engine) {
        return OPEN.computeIfAbsent(engine, name -> assertInstanceOf(LocalModel.Opened.Ready.class,
                open(name, folder())).model());
    }

    public static LocalModel.Opened open(String engine, Path folder) {
        return LocalModel.open(engine, folder, Executors.defaultThreadFactory(), CLOCK);
    }

    public static Stream<Recorded> recorded() {
        var file = folder().resolve("fixtures/answers.json");
        try {
            var all = new ArrayList<Recorded>();
            for (var each : new ObjectMapper().readTree(file.toFile())) {
                var messages = new ArrayList<Message>();
                each.path("messages")
                        .forEach(message -> messages.add(message(message.path("role").asText(),
                                message.path("text").asText())));
                var prompt = new ArrayList<Integer>();
                each.path("prompt").forEach(token -> prompt.add(token.asInt()));
                var first = new HashMap<Integer, Double>();
                each.path("first")
                        .properties()
                        .forEach(entry -> first.put(
                                Integer.valueOf(entry.getKey()), entry.getValue().asDouble()));
                all.add(new Recorded(messages, prompt, first, each.path("answer").asText()));
            }
            return all.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Message message(String role, String text) {
        return switch (role) {
            case "system" -> new Message.Instruction(text);
            case "user" -> new Message.Caller(text);
            case "assistant" -> new Message.Agent(text);
            default -> throw new IllegalArgumentException(role);
        };
    }

    public static Request greedy(List<Message> messages) {
        return request(messages, 60, Sampling.GREEDY, Optional.empty());
    }

    public static Request request(List<Message> messages, int most, Sampling sampling,
            Optional<Shape> shape) {
        return new Request(messages, most, sampling, shape, CLOCK.nanoTime() + A_MINUTE_NS);
    }

    public static Told ask(LocalModel model, Request request) {
        return ask(model, request, _ -> true);
    }

    /** {@code more} is asked with the number of pieces so far whether more is wanted. */
    public static Told ask(LocalModel model, Request request, IntPredicate more) {
        var pieces = new ArrayList<String>();
        var ending = new CompletableFuture<Ending>();
        var listener = new TextEngine.Listener() {
            @Override
            public void hear(String text) {
                pieces.add(text);
            }

            @Override
            public boolean wantsMore() {
                return more.test(pieces.size());
            }
        };
        assertTrue(model.ask(request, listener, ending::complete));
        return new Told(pieces, ending.join());
    }
}
