package io.antiphon.dialogue.llm.spend;

import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads what a call may cost: {@code tokens}, {@code money}, {@code seconds}; what is not said has no bound. */
public final class BudgetReader {

    private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);
    private static final int LONGEST_NUMBER = 9;

    private final Findings findings;

    public BudgetReader(Findings findings) {
        this.findings = findings;
    }

    public Budget read(Section section) {
        var budget = new Budget(number(section, "tokens", BigDecimal.ONE),
                number(section, "money", BILLION), number(section, "seconds", BILLION));
        section.refuseOthers();
        return budget;
    }

    private long number(Section section, String key, BigDecimal unit) {
        var text = section.optional(key);
        Optional<BigDecimal> valid = text
                .filter(written -> written.length() <= LONGEST_NUMBER
                        && written.matches("\\d+(\\.\\d+)?"))
                .map(BigDecimal::new);
        if (text.isPresent() && valid.isEmpty()) {
            findings.add(section.value(key).orElse(section.node()), section.path(key),
                    "found \"" + text.get() + "\", expected a number, such as 250 or 0.15");
        }
        return valid.map(unit::multiply).map(BigDecimal::longValue).orElse(Long.MAX_VALUE);
    }
}
