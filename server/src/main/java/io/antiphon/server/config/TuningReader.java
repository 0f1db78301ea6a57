package io.antiphon.server.config;

import io.antiphon.dialogue.llm.local.engine.Tuning;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;

/** Reads how llama.cpp is to run a model. */
final class TuningReader {

    private static final int LEAST_CONTEXT = 256;
    private static final int MOST_CONTEXT = 1 << 20;
    private static final int MOST_THREADS = 256;
    private static final int MOST_LAYERS = 999;
    private static final int HOTTEST = 5;

    private final Findings findings;
    private final Section section;

    private TuningReader(Findings findings, Section section) {
        this.findings = findings;
        this.section = section;
    }

    static Tuning read(Findings findings, Section section) {
        var reader = new TuningReader(findings, section);
        return new Tuning(reader.whole("context", LEAST_CONTEXT, MOST_CONTEXT),
                reader.whole("threads", 1, MOST_THREADS),
                reader.whole("gpu-layers", 0, MOST_LAYERS).orElse(0),
                reader.decimal("temperature", "from 0 to " + HOTTEST,
                        written -> written <= HOTTEST),
                reader.decimal("top-p", "above 0, to 1",
                        written -> written > 0 && written <= 1));
    }

    private OptionalInt whole(String key, int least, int most) {
        var written = section.optional(key);
        var read = written.filter(text -> text.matches("\\d{1,7}"))
                .map(Integer::parseInt)
                .filter(number -> number >= least && number <= most);
        complain(key, written, read.isPresent(), "a whole number from " + least + " to " + most);
        return read.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private OptionalDouble decimal(String key, String range, DoublePredicate fits) {
        var written = section.optional(key);
        var read = written.filter(text -> text.matches("\\d{1,3}(\\.\\d{1,6})?"))
                .map(Double::parseDouble)
                .filter(fits::test);
        complain(key, written, read.isPresent(), "a number " + range);
        return read.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private void complain(String key, Optional<String> written, boolean isRead, String expected) {
        if (written.isPresent() && !isRead) {
            findings.add(section.value(key).orElse(section.node()), section.path(key),
                    "found \"" + written.get() + "\", expected " + expected);
        }
    }
}
