package io.antiphon.server.config;

import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.local.engine.Tuning;
import io.antiphon.dialogue.llm.route.Route.Order;
import io.antiphon.dialogue.llm.spend.Budget;
import io.antiphon.dialogue.llm.spend.BudgetReader;
import io.antiphon.dialogue.llm.spend.Price;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.server.config.Models.Kept;
import io.antiphon.server.config.Models.Terms;
import io.antiphon.server.config.Models.Way;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code models} of the configuration. */
final class ModelsReader {

    private static final int LONGEST_NUMBER = 12;

    private final Findings findings;
    private final Path folder;

    ModelsReader(Findings findings, Path folder) {
        this.findings = findings;
        this.folder = folder;
    }

    Models models(Section section) {
        var providers = new ArrayList<Models.Provider>();
        for (var each : section.sections("providers")) {
            var provider = provider(each);
            if (providers.stream().anyMatch(other -> other.name().equals(provider.name()))) {
                findings.add(each.node(), each.path("name"),
                        "found \"" + provider.name() + "\" a second time");
            }
            providers.add(provider);
        }
        if (providers.isEmpty()) {
            section.missing("providers", "a list with a model");
        }
        var names = providers.stream().map(Models.Provider::name).toList();
        var routes = section.section("routes").map(each -> routes(each, names)).orElse(Map.of());
        var budget = section.section("budget")
                .map(new BudgetReader(findings)::read)
                .orElse(Budget.UNLIMITED);
        section.refuseOthers();
        return new Models(providers, routes, budget);
    }

    private Models.Provider provider(Section section) {
        String name = section.text("name");
        String kind = section.text("kind");
        var kinds = Stream.concat(Models.IN_PROCESS.stream(), Models.ON_SERVERS.stream()).toList();
        if (!kind.isEmpty() && !kinds.contains(kind)) {
            findings.add(section.node(), section.path("kind"), "found \"" + kind
                    + "\", expected one of " + String.join(", ", kinds));
        }
        var tuning = kind.equals("llama")
                ? TuningReader.read(findings, section)
                : Tuning.NONE;
        var terms = terms(section, tuning);
        Models.Provider provider;
        if (Models.IN_PROCESS.contains(kind)) {
            var model = section.optional("model").map(folder::resolve).map(Path::toString);
            provider = new Models.Provider(name, kind, "", model.orElse(""), Optional.empty(),
                    terms);
        } else {
            provider = new Models.Provider(name, kind, section.text("url"), section.text("model"),
                    key(section), terms);
            checkAddress(section, provider);
        }
        section.refuseOthers();
        return provider;
    }

    private void checkAddress(Section section, Models.Provider provider) {
        if (provider.url().isEmpty() || provider.model().isEmpty()) {
            return;
        }
        try {
            provider.server();
        } catch (IllegalArgumentException e) {
            findings.add(section.value("url").orElse(section.node()), section.path("url"),
                    String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> key(Section section) {
        var variable = section.optional("api-key-variable");
        var file = section.optional("api-key-file");
        if (file.isPresent()) {
            try {
                return Optional.of(Files.readString(folder.resolve(file.get())).strip());
            } catch (IOException e) {
                findings.add(section.node(), section.path("api-key-file"),
                        "cannot be read: " + file.get());
                return Optional.empty();
            }
        }
        var key = variable.flatMap(name -> Optional.ofNullable(System.getenv(name)));
        if (variable.isPresent() && key.isEmpty()) {
            findings.add(section.node(), section.path("api-key-variable"),
                    "the environment has no " + variable.get());
        }
        return key;
    }

    private Terms terms(Section section, Tuning tuning) {
        var price = section.section("price").map(this::price).orElse(Price.FREE);
        var usual = Deadlines.SPOKEN;
        var patience = section.section("patience-ms").map(each -> {
            var read = Deadlines.of(ms(each, "first-token", usual.firstTokenNs()),
                    ms(each, "between-tokens", usual.betweenTokensNs()),
                    ms(each, "whole", usual.wholeNs()));
            each.refuseOthers();
            return read;
        }).orElse(usual);
        return new Terms(price, patience, tuning);
    }

    private Duration ms(Section section, String key, long usualNs) {
        var written = decimal(section, key);
        if (written.filter(number -> number.signum() == 0).isPresent()) {
            findings.add(section.node(), section.path(key), "found 0, expected some patience");
            return Duration.ofNanos(usualNs);
        }
        return written.map(number -> Duration.ofMillis(number.longValue()))
                .filter(Duration::isPositive)
                .orElse(Duration.ofNanos(usualNs));
    }

    private Price price(Section section) {
        var prompt = decimal(section, "prompt").orElse(BigDecimal.ZERO);
        var price = Price.perMillion(prompt, decimal(section, "cached").orElse(prompt),
                decimal(section, "completion").orElse(BigDecimal.ZERO));
        section.refuseOthers();
        return price;
    }

    private Optional<BigDecimal> decimal(Section section, String key) {
        var text = section.optional(key);
        var valid = text.filter(
                written -> written.length() <= LONGEST_NUMBER
                        && written.matches("\\d+(\\.\\d+)?"));
        if (text.isPresent() && valid.isEmpty()) {
            findings.add(section.value(key).orElse(section.node()), section.path(key),
                    "found \"" + text.get() + "\", expected a number, such as 250 or 0.15");
        }
        return valid.map(BigDecimal::new);
    }

    private Map<Task, Way> routes(Section section, List<String> names) {
        var routes = new EnumMap<Task, Way>(Task.class);
        for (var task : Task.values()) {
            section.section(task.name().toLowerCase(Locale.ROOT))
                    .ifPresent(each -> routes.put(task, way(each, names)));
        }
        section.refuseOthers();
        return routes;
    }

    private Way way(Section section, List<String> names) {
        var asked = section.texts("providers");
        for (var name : asked) {
            if (!names.contains(name)) {
                findings.add(section.value("providers").orElse(section.node()),
                        section.path("providers"), "found \"" + name
                                + "\", which is no provider; expected some of "
                                + String.join(", ", names));
            }
        }
        var order = order(section);
        int rounds = section.number("rounds", 2);
        if (rounds < 1) {
            findings.add(section.node(), section.path("rounds"), "found 0, expected 1 or more");
        }
        var hedge = decimal(section, "hedge-after-ms")
                .map(number -> Duration.ofMillis(number.longValue()));
        var kept = section.section("cache").map(this::kept);
        section.refuseOthers();
        return new Way(asked.isEmpty() ? names : asked, order, Math.max(1, rounds), hedge, kept);
    }

    private Order order(Section section) {
        String written = section.optional("order").orElse("listed");
        for (var order : Order.values()) {
            if (order.name().toLowerCase(Locale.ROOT).equals(written)) {
                return order;
            }
        }
        findings.add(section.value("order").orElse(section.node()), section.path("order"),
                "found \"" + written + "\", expected listed, cheapest or fastest");
        return Order.LISTED;
    }

    private Kept kept(Section section) {
        int most = section.number("answers", 500);
        int seconds = section.number("seconds", 600);
        if (most < 1 || seconds < 1) {
            findings.add(section.node(), section.path("answers"),
                    "found 0, expected a cache that keeps something for some time");
        }
        var likeness = decimal(section, "like").map(BigDecimal::doubleValue);
        if (likeness.filter(like -> like < 0.5 || like > 1).isPresent()) {
            findings.add(section.value("like").orElse(section.node()), section.path("like"),
                    "expected how like two sentences must be, from 0.5 to 1, such as 0.95");
        }
        section.refuseOthers();
        return new Kept(Math.max(1, most), Duration.ofSeconds(Math.max(1, seconds)), likeness);
    }
}
