package io.antiphon.dialogue.campaign.yaml;

import io.antiphon.dialogue.campaign.Headers;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import java.util.LinkedHashMap;

/** Reads {@code headers}, of a stage or of all of a template. */
record HeadersReader(Findings findings, References references) {

    Headers read(Section section) {
        var values = new LinkedHashMap<String, String>();
        section.section("headers")
                .ifPresent(group -> group.keys().forEach(name -> {
                    String value = group.text(name);
                    var at = group.value(name).orElse(group.node());
                    references.line(at, group.path(name), value);
                    if (Headers.isName(name)) {
                        values.put(name, value);
                    } else {
                        findings.add(at, group.path(name), "found \"" + name
                                + "\", expected a name that begins with X-, of letters, digits and -");
                    }
                }));
        return new Headers(values);
    }
}
