package io.antiphon.dialogue.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.llm.spend.Ledger.Statement;
import io.antiphon.dialogue.llm.spend.Spent;
import io.antiphon.dialogue.report.CallReport.Acts;
import io.antiphon.dialogue.report.Minutes.DoneErrand.How;
import java.util.Locale;
import java.util.Map;

/** An account of a call as JSON, in the form of {@code docs/reports.md}. */
public final class ReportJson {

    private static final double NANOS = 1e9;

    private ReportJson() {}

    public static ObjectNode of(CallReport report) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("call", report.call()).put("agent", report.agent());
        report.resumes().ifPresent(before -> json.put("resumes", before));
        json.put("begun", report.begun().toString()).put("ended", report.ended().toString());
        json.put("outcome", report.outcome());
        report.success().ifPresent(success -> json.put("success", success));
        json.put("summary", report.summary()).put("author", report.author());
        json.putObject("mood")
                .put("worst", report.mood().worst())
                .put("last", report.mood().last());
        var fields = json.putObject("fields");
        report.fields()
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> fields.putObject(field.getKey())
                        .put("value", field.getValue().value())
                        .put("source", field.getValue().source().written())
                        .put("confidence", field.getValue().confidence())
                        .put("confirmed", field.getValue().confirmed()));
        var stages = json.putArray("stages");
        report.stages().forEach(stages::add);
        var errands = json.putArray("errands");
        report.errands()
                .forEach(errand -> errands.addObject()
                        .put("tool", errand.tool())
                        .put("done", errand.done())
                        .put("unsure", errand.how() == How.UNSURE));
        acts(report.acts(), json);
        var followUps = json.putArray("followUps");
        report.followUps().forEach(followUps::add);
        var turns = report.turns();
        json.putObject("turns")
                .put("all", turns.all())
                .put("template", turns.byTemplate())
                .put("handler", turns.byHandler())
                .put("documents", turns.byDocuments())
                .put("model", turns.byModel())
                .put("notUnderstood", turns.notUnderstood())
                .put("tokensSaved", turns.tokensSaved());
        json.set("models", models(report.spent()));
        transcript(json, report);
        return json;
    }

    private static void transcript(ObjectNode json, CallReport report) {
        var transcript = json.putArray("transcript");
        report.transcript()
                .forEach(line -> transcript.addObject()
                        .put("who", line.agent() ? "agent" : "caller")
                        .put("text", line.text()));
    }

    /** What language models took; money in the operator's currency. */
    public static ObjectNode models(Statement spent) {
        var json = JsonNodeFactory.instance.objectNode();
        written(json, spent.total());
        json.put("refused", spent.refused());
        var by = json.putArray("by");
        spent.entries()
                .forEach(entry -> written(by.addObject()
                        .put("task", entry.task().name().toLowerCase(Locale.ROOT))
                        .put("model", entry.model()), entry.spent()));
        return json;
    }

    private static void written(ObjectNode json, Spent spent) {
        json.put("answers", spent.answers())
                .put("promptTokens", spent.usage().promptTokens())
                .put("cachedTokens", spent.usage().cachedTokens())
                .put("completionTokens", spent.usage().completionTokens())
                .put("seconds", spent.tookNs() / NANOS)
                .put("money", spent.nanos() / NANOS);
    }

    private static void acts(Acts acts, ObjectNode json) {
        if (!acts.pressed().isEmpty()) {
            json.put("pressed", acts.pressed());
        }
        if (!acts.handovers().isEmpty()) {
            var handovers = json.putArray("handovers");
            acts
                    .handovers()
                    .forEach(each -> handovers.addObject()
                            .put("from", each.from())
                            .put("to", each.to())
                            .put("by", each.by().name().toLowerCase(Locale.ROOT))
                            .put("why", each.why()));
        }
        acts.handedOnTo().ifPresent(target -> json.put("handedOnTo", target));
    }
}
