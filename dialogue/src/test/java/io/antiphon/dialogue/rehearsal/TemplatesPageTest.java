package io.antiphon.dialogue.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the page about templates to what it says. */
class TemplatesPageTest {

    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

    private final String page = Files.readString(Path.of("../docs/templates.md"));
    private final List<String> examples = YAML.matcher(page)
            .results()
            .map(found -> found.group(1))
            .toList();

    TemplatesPageTest() throws IOException {}

    @Test
    void theExampleIsSound() {
        var inspection = TemplateReader.inspect("bakery.yaml", examples.getFirst());
        assertEquals(List.of(), inspection.warnings());
        assertEquals("bakery", template().name());
    }

    @Test
    void itsRehearsalsGoAsWritten() {
        var reading = RehearsalReader.read("rehearsals.yaml", examples.getLast());
        var all = switch (reading) {
            case RehearsalReading.Accepted(var rehearsals) -> rehearsals.all();
            case RehearsalReading.Refused refused -> throw new AssertionError(refused.describe());
        };
        assertEquals(2, all.size());
        for (var each : all) {
            var done = Rehearser.rehearse(template(), each);
            assertTrue(done.wentWell(), done::describe);
        }
    }

    @Test
    void allAgentsOfTheHouseAreThere() {
        Agents.BUILT_IN.forEach(agent -> assertTrue(page.contains("| `" + agent + "` |"), agent));
    }

    @Test
    void everyKeyIsThere() throws IOException {
        var keys = new TreeSet<String>();
        collect(new JsonMapper().readTree(Agents.schema()), keys);
        assertTrue(keys.size() > 60, keys::toString);
        var missing = keys.stream().filter(key -> !page.contains("`" + key + "`")).toList();
        assertEquals(List.of(), missing);
    }

    /** The names of all properties, but for those of tools, which have a page of their own. */
    private static void collect(JsonNode schema, Set<String> keys) {
        schema.path("properties").fieldNames().forEachRemaining(keys::add);
        schema.properties().forEach(each -> collect(each.getValue(), keys));
        schema.forEach(each -> {
            if (schema.isArray()) {
                collect(each, keys);
            }
        });
    }

    private CampaignTemplate template() {
        return switch (TemplateReader.read("bakery.yaml", examples.getFirst())) {
            case TemplateReading.Accepted(var template) -> template;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }
}
