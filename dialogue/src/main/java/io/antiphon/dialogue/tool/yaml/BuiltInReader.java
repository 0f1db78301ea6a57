package io.antiphon.dialogue.tool.yaml;

import io.antiphon.dialogue.tool.spec.BuiltIn;
import io.antiphon.dialogue.tool.spec.BuiltIn.Email.Login;
import io.antiphon.dialogue.tool.spec.BuiltIn.Hours;
import io.antiphon.dialogue.tool.spec.BuiltIn.Slots.Deed;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the tools of the house. */
final class BuiltInReader {

    private static final List<String> KINDS = List.of("transfer", "hang-up", "send-digits",
            "callback", "ticket", "e-mail", "find-slots", "book-slot", "cancel-slot", "look-up",
            "search-documents");

    private final Findings findings;
    private final AddressReader addresses;
    private final AuthReader auths;
    private final HoursReader hours;

    BuiltInReader(Findings findings) {
        this.findings = findings;
        this.addresses = new AddressReader(findings);
        this.auths = new AuthReader(findings);
        this.hours = new HoursReader(findings);
    }

    BuiltIn read(Section section) {
        String kind = section.text("kind");
        var read = switch (kind) {
            case "transfer" -> new BuiltIn.Transfer(targets(section),
                    section.texts("announce"));
            case "send-digits" -> new BuiltIn.SendDigits();
            case "callback" -> new BuiltIn.Callback(addresses.optionalWeb(section, "webhook"));
            case "ticket" -> new BuiltIn.Ticket(addresses.optionalWeb(section, "webhook"));
            case "e-mail" -> email(section);
            case "find-slots" -> slots(section, Deed.FIND);
            case "book-slot" -> slots(section, Deed.BOOK);
            case "cancel-slot" -> slots(section, Deed.CANCEL);
            case "look-up" -> lookup(section);
            case "search-documents" -> new BuiltIn.Search();
            default -> new BuiltIn.HangUp();
        };
        if (!kind.isEmpty() && !KINDS.contains(kind)) {
            findings.addUnknown(section.value("kind").orElse(section.node()),
                    section.path("kind"), kind, "a tool of the house", KINDS);
        } else {
            section.refuseOthers();
        }
        return read;
    }

    private Map<String, String> targets(Section section) {
        var targets = new LinkedHashMap<String, String>();
        section.named("targets").forEach((name, node) -> {
            if (node instanceof YamlNode.Text(_, _, var address)
                    && address.matches("sips?:[^\\s<>\"]+")) {
                targets.put(name, address);
            } else {
                findings.add(node, section.path("targets") + "." + name,
                        "found " + node.kind() + ", expected sip:... or sips:...");
            }
        });
        if (targets.isEmpty()) {
            section.missing("targets", "a name and a SIP address for each");
        }
        return targets;
    }

    private BuiltIn email(Section section) {
        var server = addresses.of(section, "server", List.of("smtp", "smtps"))
                .orElse(URI.create("smtp://localhost:25"));
        var user = section.optional("user");
        var login = user.map(name -> new Login(name, auths.secret(section, "password")));
        if (user.isEmpty() && section.value("password").isPresent()) {
            section.missing("user", "whose password it is");
        }
        return new BuiltIn.Email(server, section.text("from"), section.texts("to"), login);
    }

    private BuiltIn slots(Section section, Deed deed) {
        return new BuiltIn.Slots(deed, addresses.file(section, "calendar"),
                deed == Deed.CANCEL ? Hours.NONE : hours.read(section));
    }

    private BuiltIn lookup(Section section) {
        var keys = section.texts("by");
        if (keys.isEmpty()) {
            section.missing("by", "one column or more");
        }
        return new BuiltIn.Lookup(addresses.file(section, "file"), List.copyOf(keys));
    }
}
