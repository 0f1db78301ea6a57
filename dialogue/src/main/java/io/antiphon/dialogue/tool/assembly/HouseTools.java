package io.antiphon.dialogue.tool.assembly;

import io.antiphon.dialogue.tool.Secrets;
import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.assembly.Fitted.Ready;
import io.antiphon.dialogue.tool.assembly.Fitted.Unfit;
import io.antiphon.dialogue.tool.builtin.CallTools;
import io.antiphon.dialogue.tool.builtin.DocumentSearch;
import io.antiphon.dialogue.tool.builtin.LookupTool;
import io.antiphon.dialogue.tool.builtin.NoteTool;
import io.antiphon.dialogue.tool.builtin.Notice;
import io.antiphon.dialogue.tool.builtin.Records;
import io.antiphon.dialogue.tool.builtin.SearchTool;
import io.antiphon.dialogue.tool.calendar.SlotsTool;
import io.antiphon.dialogue.tool.http.Outbox;
import io.antiphon.dialogue.tool.mail.EmailTool;
import io.antiphon.dialogue.tool.spec.BuiltIn;
import io.antiphon.dialogue.tool.spec.ToolSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the tools of the house. */
record HouseTools(Surroundings surroundings, SharedFiles files, Outbox outbox, Path folder,
        Secrets secrets, DocumentSearch documents) {

    Fitted fitted(ToolSpec spec, BuiltIn kind) {
        try {
            return switch (kind) {
                case BuiltIn.Transfer _, BuiltIn.HangUp _, BuiltIn.SendDigits _ ->
                    new Ready(spec, CallTools.of(kind));
                case BuiltIn.Callback(var webhook) ->
                    new Ready(spec, note(spec, "callbacks.jsonl", webhook));
                case BuiltIn.Ticket(var webhook) ->
                    new Ready(spec, note(spec, "tickets.jsonl", webhook));
                case BuiltIn.Email email -> email(spec, email);
                case BuiltIn.Slots slots -> slots(spec, slots);
                case BuiltIn.Lookup lookup -> lookup(spec, lookup);
                case BuiltIn.Search _ ->
                    new Ready(spec, new SearchTool(documents).tool());
            };
        } catch (IOException e) {
            return new Unfit("a file cannot be read or written: " + e.getMessage());
        }
    }

    private Tool note(ToolSpec spec, String file, Optional<URI> webhook) throws IOException {
        var notice = webhook
                .<Notice>map(address -> (id, note, cancellation) -> outbox
                        .tell("tool " + spec.name(), address, id, note, cancellation))
                .orElse(Notice.NOBODY);
        return new NoteTool(files.ledger(file), notice, surroundings.clocks().wall()).tool();
    }

    private Fitted email(ToolSpec spec, BuiltIn.Email email) {
        return email.login()
                .flatMap(login -> AuthCheck.missing(login.password(), secrets))
                .<Fitted>map(Unfit::new)
                .orElseGet(() -> new Ready(spec,
                        new EmailTool(email, secrets, surroundings.egress())));
    }

    private Fitted slots(ToolSpec spec, BuiltIn.Slots slots) throws IOException {
        var path = folder.resolve(slots.file());
        // A calendar is begun where there is none, but not for a template that can do without.
        if (spec.optional() && !Files.exists(path)) {
            return new Unfit("there is no file " + path);
        }
        var calendar = files.calendar(path);
        calendar.check();
        return new Ready(spec, new SlotsTool(slots.deed(), calendar, slots.hours(),
                surroundings.clocks().wall()));
    }

    private Fitted lookup(ToolSpec spec, BuiltIn.Lookup lookup) throws IOException {
        var records = new Records(folder.resolve(lookup.file()));
        var strangers = records.all()
                .stream()
                .limit(1)
                .flatMap(record -> lookup.keys().stream().filter(key -> !record.has(key)))
                .toList();
        return strangers.isEmpty()
                ? new Ready(spec, new LookupTool(records).tool())
                : new Unfit(lookup.file() + " has no column " + String.join(", ", strangers));
    }
}
