package io.antiphon.dialogue.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** An account of a call as JSON, in the form of {@code docs/reports.md}. */
public final class ReportJson {

    private ReportJson() {}

    public static ObjectNode of(CallReport report) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("call", report.call()).put("agent", report.agent());
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
                        .put("done", errand.done()));
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
        var transcript = json.putArray("transcript");
        report.transcript()
                .forEach(line -> transcript.addObject()
                        .put("who", line.agent() ? "agent" : "caller")
                        .put("text", line.text()));
        return json;
    }
}
