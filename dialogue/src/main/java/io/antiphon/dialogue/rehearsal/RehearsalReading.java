package io.antiphon.dialogue.rehearsal;

import static java.util.stream.Collectors.joining;

import io.antiphon.dialogue.yaml.YamlProblem;
import java.util.List;

/** What came of reading rehearsals. */
public sealed interface RehearsalReading {

    /** Rehearsals that can be held. */
    record Accepted(Rehearsals rehearsals) implements RehearsalReading {}

    /** None; all problems that could be found at once, in the order of the file. */
    record Refused(List<YamlProblem> problems) implements RehearsalReading {

        public Refused {
            problems = List.copyOf(problems);
        }

        /** One problem a line. */
        public String describe() {
            return problems.stream().map(YamlProblem::toString).collect(joining("\n"));
        }
    }
}
