package io.antiphon.server.config;

import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.trunk.Admission;
import io.antiphon.sip.trunk.DialPattern;
import io.antiphon.sip.trunk.Network;
import io.antiphon.sip.trunk.Strangers;
import io.antiphon.sip.trunk.Trunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads who may talk to the server, and what may be dialled. */
final class TrunkReader {

    private final Findings findings;
    private final Function<Section, String> password;

    /** {@code password} reads the {@code password} or {@code password-file} of a section. */
    TrunkReader(Findings findings, Function<Section, String> password) {
        this.findings = findings;
        this.password = password;
    }

    /** Everything of it that stands in the {@code sip} section. */
    Admission admission(Section sip, Admission usual) {
        var trunks = sip.sections("trunks").stream().flatMap(each -> trunk(each).stream()).toList();
        var strangers = sip.optional("strangers")
                .flatMap(word -> each(sip, "strangers", List.of(word), Strangers::of).stream()
                        .findFirst())
                .orElse(usual.strangers());
        int rate = sip.number("rate-limit", usual.ratePerSecond());
        try {
            return new Admission(trunks, strangers, rate);
        } catch (IllegalArgumentException e) {
            findings.add(sip.node(), sip.path(rate < 1 ? "rate-limit" : "trunks"),
                    String.valueOf(e.getMessage()));
            return usual;
        }
    }

    /** The {@code dial} of a trunk or account. */
    List<DialPattern> dial(Section section) {
        return each(section, "dial", section.texts("dial"), DialPattern::new);
    }

    private Optional<Trunk> trunk(Section section) {
        int before = findings.inOrder().size();
        String name = section.text("name");
        var from = each(section, "from", section.texts("from"), Network::parse);
        var user = section.optional("user");
        boolean hasPassword = section.value("password").isPresent()
                || section.value("password-file").isPresent();
        if (user.isEmpty() && hasPassword) {
            section.missing("user", "whose password this is");
        }
        var credentials = user.map(known -> new Credentials(known, password.apply(section)));
        var agent = section.optional("agent");
        var address = section.optional("address");
        var dial = dial(section);
        var trustIdentity = section.truth("trust-identity");
        section.refuseOthers();
        if (findings.inOrder().size() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Trunk(name, from, credentials, agent, address, dial,
                    trustIdentity));
        } catch (IllegalArgumentException e) {
            findings.add(section.node(), section.path("name"), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Those that make sense; what is wrong with the others is noted. */
    private <T> List<T> each(Section section, String key, List<String> texts,
            Function<String, T> reading) {
        var read = new ArrayList<T>();
        for (String text : texts) {
            try {
                read.add(reading.apply(text));
            } catch (IllegalArgumentException e) {
                findings.add(section.value(key).orElse(section.node()), section.path(key),
                        String.valueOf(e.getMessage()));
            }
        }
        return read;
    }
}
