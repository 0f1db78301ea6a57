package io.antiphon.dialogue.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.knowledge.Finding.Found;
import io.antiphon.dialogue.knowledge.KnowledgeBase.Refreshing;
import io.antiphon.dialogue.knowledge.index.Filter;
import io.antiphon.dialogue.knowledge.spec.DocumentSet;
import io.antiphon.dialogue.knowledge.spec.DocumentSet.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * How well 128 questions about three documents are answered, of which half have no answer there. The weights of {@code
 * Judge} are from every second question of each kind; the others are measured for themselves. The figures are those of
 * {@code docs/knowledge.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionsTest {

    private static final Map<String, String> DOCUMENTS = Map.of("leaflet", "leaflet.md", "printers",
            "printers.html", "terms", "terms.txt");

    private final KnowledgeBase base = KnowledgeBase.inMemory(Words.model());
    private final List<Question> answerable = new ArrayList<>();
    private final List<Question> others = new ArrayList<>();

    private record Question(String agent, String words, String expected) {}

    /** Counts of questions. */
    private record Score(int right, int wrong, int unanswered, int rightlyUnanswered) {

        double precision() {
            return (double) right / (right + wrong);
        }

        double recall(int answerable) {
            return (double) right / answerable;
        }
    }

    @BeforeAll
    void read(@TempDir Path folder) throws IOException {
        for (var name : DOCUMENTS.values()) {
            Files.writeString(folder.resolve(name), resource(name));
        }
        var sets = DOCUMENTS.entrySet()
                .stream()
                .map(entry -> new DocumentSet(entry.getKey(), folder,
                        List.of(new Source(entry.getValue(), Set.of(), 1, 1))))
                .toList();
        assertTrue(base.refresh(sets) instanceof Refreshing.Done);
        resource("questions.tsv").lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            var parts = List.of(line.split("\t"));
            boolean hasAnswer = parts.size() == 3;
            var question = new Question(parts.get(0), parts.get(1), hasAnswer ? parts.get(2) : "");
            (hasAnswer ? answerable : others).add(question);
        });
    }

    @AfterAll
    void close() {
        base.close();
    }

    @Test
    void halfOfTheQuestionsHaveAnAnswer() {
        assertEquals(64, answerable.size());
        assertEquals(64, others.size());
    }

    @Test
    void questionsThatTheWeightsHaveNotSeenAreAnsweredRightlyOrNotAtAll() {
        var score = score(1);
        assertTrue(score.precision() >= 0.95, score::toString);
        assertTrue(score.recall(32) >= 0.85, score::toString);
        assertTrue(score.rightlyUnanswered() >= 30, score::toString);
    }

    @Test
    void questionsThatTheWeightsAreFromAreHarder() {
        var score = score(0);
        assertTrue(score.precision() >= 0.88, score::toString);
        assertTrue(score.recall(32) >= 0.7, score::toString);
        assertTrue(score.rightlyUnanswered() >= 29, score::toString);
    }

    private Score score(int half) {
        int right = 0;
        int wrong = 0;
        int unanswered = 0;
        for (int i = half; i < answerable.size(); i += 2) {
            var question = answerable.get(i);
            var answer = answer(question);
            if (answer.isEmpty()) {
                unanswered++;
            } else if (answer.get().contains(question.expected())) {
                right++;
            } else {
                wrong++;
            }
        }
        int rightlyUnanswered = 0;
        for (int i = half; i < others.size(); i += 2) {
            boolean isAnswered = answer(others.get(i)).isPresent();
            rightlyUnanswered += isAnswered ? 0 : 1;
            wrong += isAnswered ? 1 : 0;
        }
        var score = new Score(right, wrong, unanswered, rightlyUnanswered);
        System.out.printf(Locale.ROOT, "half %d: %s, precision %.3f, recall %.3f%n", half, score,
                score.precision(), score.recall(32));
        return score;
    }

    private Optional<String> answer(Question question) {
        return base.find(question.words(), Filter.of(question.agent())) instanceof Found found
                ? Optional.of(found.best().passage().text())
                : Optional.empty();
    }

    private static String resource(String name) throws IOException {
        try (var bytes = Optional.ofNullable(QuestionsTest.class.getResourceAsStream(name))
                .orElseThrow()) {
            return new String(bytes.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
