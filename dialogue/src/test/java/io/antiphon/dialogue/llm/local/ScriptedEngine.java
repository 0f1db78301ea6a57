package io.antiphon.dialogue.llm.local;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.antiphon.dialogue.llm.local.engine.Ending;
import io.antiphon.dialogue.llm.local.engine.Ending.Counts;
import io.antiphon.dialogue.llm.local.engine.Request;
import io.antiphon.dialogue.llm.local.engine.Request.Sampling;
import io.antiphon.dialogue.llm.local.engine.TextEngine;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Says what it is told to, one answer after the other, a letter at a time; asked by the thread of a real model. The
 * letters of an answer that ends with {@code …} never end.
 */
final class ScriptedEngine implements TextEngine {

    /** All that it was asked, in order. */
    final List<Request> asked = new CopyOnWriteArrayList<>();

    private final List<String> answers;

    ScriptedEngine(String... answers) {
        this.answers = List.of(answers);
    }

    /** A model of so many tokens of context that answers by this script. */
    LocalModel model(int context) {
        return assertInstanceOf(LocalModel.Opened.Ready.class, LocalModel.open("scripted",
                () -> new LocalModel.Loaded(this, Sampling.GREEDY, context),
                Executors.defaultThreadFactory())).model();
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Ending generate(Request request, Listener listener) {
        asked.add(request);
        String[] letters = letters(answers.get(asked.size() - 1));
        boolean isEndless = letters[letters.length - 1].equals("…");
        int most = isEndless
                ? request.maxTokens()
                : Math.min(letters.length, request.maxTokens());
        for (int at = 0; at < most; at++) {
            if (!listener.wantsMore()) {
                return new Ending.Stopped(new Counts(7, 0, at, 1));
            }
            listener.hear(letters[Math.min(at, letters.length - 1)]);
        }
        return new Ending.Complete(new Counts(7, 0, most, 1));
    }

    static String[] letters(String text) {
        return text.chars()
                .mapToObj(letter -> String.valueOf((char) letter))
                .toArray(String[]::new);
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
