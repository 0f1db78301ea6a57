package io.antiphon.dialogue.tool.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.tool.spec.Auth;
import io.antiphon.dialogue.tool.spec.BargeIn;
import io.antiphon.dialogue.tool.spec.Body;
import io.antiphon.dialogue.tool.spec.BuiltIn;
import io.antiphon.dialogue.tool.spec.BuiltIn.Slots;
import io.antiphon.dialogue.tool.spec.Effect;
import io.antiphon.dialogue.tool.spec.McpServer;
import io.antiphon.dialogue.tool.spec.Parameter;
import io.antiphon.dialogue.tool.spec.Secret;
import io.antiphon.dialogue.tool.spec.Source;
import io.antiphon.dialogue.tool.spec.ToolSpec;
import io.antiphon.dialogue.tool.spec.ToolSpec.Timing;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlTree;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolsReaderTest {

    private static final String FIND = """
            tools:
              - name: find_order
                description: Finds an order.
                effect: read
                parameters:
                  number: {type: string, pattern: "^[0-9]{4,8}$", description: Its number}
                  lines: {type: boolean, required: false}
                http:
                  url: https://orders.example:8443/orders/{number}
                  query: {lines: "{lines}"}
                  auth: {bearer: {file: secrets/orders}}
                result: {status: /order/status}
                timeout-ms: 3000
                retries: 2
                filler: [One moment., Let me look.]
            """;

    private final Findings findings = new Findings("t.yaml");

    @Test
    void requestIsReadWithAllThatBelongsToIt() {
        var tool = only(FIND);
        assertEquals(List.of(new Parameter("number", "string", true, "Its number"),
                new Parameter("lines", "boolean", false, "")), tool.input().parameters());
        assertEquals(
                "{\"type\":\"string\",\"description\":\"Its number\",\"pattern\":\"^[0-9]{4,8}$\"}",
                tool.input().json().at("/properties/number").toString());
        assertEquals(new Source.Http("GET", "https://orders.example:8443/orders/{number}",
                Map.of("lines", "{lines}"), Map.of(), new Body.None(),
                new Auth.Bearer(new Secret.FromFile(Path.of("secrets/orders"))),
                Optional.empty()), tool.source());
        assertEquals(Effect.READ, tool.effect());
        assertEquals(Map.of("status", "/order/status"), tool.result());
        assertEquals(new Timing(3000, 2), tool.timing());
        assertEquals(BargeIn.CANCEL, tool.onBargeIn());
        assertEquals(List.of("One moment.", "Let me look."), tool.filler());
    }

    @Test
    void whatWritesGoesOnWhenTheCallerSpeaksAndIsNotRetried() {
        var tool = only(
                """
                        tools:
                          - name: cancel_order
                            description: Cancels an order.
                            effect: write
                            parameters: {number: {type: integer, minimum: 1}}
                            http: {method: POST, url: "http://host/cancel", body: '{"n": "{number}", "by": ["phone"]}'}
                        """);
        assertEquals(BargeIn.FINISH, tool.onBargeIn());
        assertEquals(new Timing(5000, 0), tool.timing());
        var http = (Source.Http) tool.source();
        assertEquals("{\"n\":\"{number}\",\"by\":[\"phone\"]}",
                ((Body.Shaped) http.body()).json().toString());
    }

    @Test
    void toolsOfTheHouseBringTheirParametersAndEffects() {
        var tools = clean(
                """
                        tools:
                          - name: connect
                            description: Connects the caller.
                            built-in: {kind: transfer, targets: {sales: "sip:100@pbx", service: "sip:200@pbx"}}
                          - name: slots
                            description: Free times.
                            built-in: {kind: find-slots, calendar: cal.ics, time-zone: Europe/Berlin,
                                       open: {monday: [09:00-12:00, 13:00-17:00]}, slot-minutes: 20}
                          - name: who
                            description: Who is calling.
                            built-in: {kind: look-up, file: customers.csv, by: [number, name]}
                        """);
        assertEquals(Effect.CALL, tools.getFirst().effect());
        assertEquals("[\"sales\",\"service\"]",
                tools.getFirst().input().json().at("/properties/to/enum").toString());
        var hours = ((Slots) ((Source.Own) tools.get(1).source()).kind()).hours();
        assertEquals(2, hours.open().getOrDefault(DayOfWeek.MONDAY, List.of()).size());
        assertEquals(Duration.ofMinutes(20), hours.slot());
        assertEquals(new Source.Own(
                new BuiltIn.Lookup(Path.of("customers.csv"), List.of("number", "name"))),
                tools.get(2).source());
    }

    @Test
    void mcpServersAreNamedBesideTheTools() {
        var reading = new ToolsReader(findings).read(template("""
                mcp-servers:
                  desk: {command: [python3, desk.py], environment: {KEY: {environment: DESK_KEY}}}
                  web: {url: "https://tools.example/mcp"}
                tools:
                  - {name: find, effect: read, mcp: {server: desk, tool: find}}
                """));
        assertTrue(findings.isEmpty(), () -> findings.inOrder().toString());
        assertEquals(new McpServer("desk", new McpServer.Command(List.of("python3", "desk.py"),
                Map.of("KEY", new Secret.FromEnvironment("DESK_KEY")))),
                reading.servers().getFirst());
        assertEquals(new Source.Mcp("desk", "find"), reading.tools().getFirst().source());
        assertEquals(5, reading.places().values().iterator().next().line());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            effect: read       | efect: read       | t.yaml:4:5: tools[0].efect: unknown key
            effect: read       | effect: reads     | did you mean "read"?
            type: boolean      | type: booleen     | did you mean "boolean"?
            {lines: "{lines}"} | {lines: "{line}"} | did you mean "lines"?
            {lines: "{lines}"} | {lines: "yes"}    | the parameter "lines" is nowhere in the request
            orders/{number}    | orders?n={number} | what follows ? in query
            https://orders     | https://{number}. | expected http://host/path
            orders/{number}    | orders^/{number}  | expected http://host/path
            {bearer: {file: secrets/orders}} | {key: {header: Host, value: {file: f}}} | no header that a template may set
            {number}           | {number}/{lines}  | the parameter "lines" may be missing
            {file: secrets/orders} | hunter2       | secrets do not stand in templates
            bearer:            | baerer:           | expected exactly one of bearer
            /order/status      | order.status      | expected a JSON Pointer
            timeout-ms: 3000   | timeout-ms: 10    | expected 100 or more
            retries: 2         | retries: 6        | expected at most 5
            effect: read       | effect: write     | which needs an idempotency-header
            find_order         | find order        | expected letters
            "^[0-9]{4,8}$"     | "["               | Unclosed character class
            timeout-ms: 3000   | java: other       | expected exactly one of http
            query:             | headers: {Host: x}\\n      query: | no header that a template may set
            """)
    void mistakeIsFoundWithItsPlace(String from, String to, String message) {
        String yaml = FIND.replace(from, to.replace("\\n", "\n"));
        assertFalse(yaml.equals(FIND), "nothing was spoilt");
        new ToolsReader(findings).read(template(yaml));
        assertTrue(findings.inOrder().stream().anyMatch(each -> each.toString().contains(message)),
                () -> findings.inOrder().toString());
    }

    @Test
    void secretThatStandsInTheTemplateIsNotRepeated() {
        new ToolsReader(findings)
                .read(template(FIND.replace("{file: secrets/orders}", "hunter2")));
        assertFalse(findings.inOrder().toString().contains("hunter2"));
    }

    @Test
    void toolsOfOneNameAreFoundOut() {
        new ToolsReader(findings).read(template(FIND + FIND.substring(FIND.indexOf("  - name"))));
        assertTrue(findings.inOrder().toString().contains("twice, first in line 2"),
                () -> findings.inOrder().toString());
    }

    private ToolSpec only(String yaml) {
        var tools = clean(yaml);
        assertEquals(1, tools.size());
        return tools.getFirst();
    }

    private List<ToolSpec> clean(String yaml) {
        var reading = new ToolsReader(findings).read(template(yaml));
        assertTrue(findings.isEmpty(), () -> findings.inOrder().toString());
        return reading.tools();
    }

    private Section template(String yaml) {
        return new Section(findings, new YamlTree(findings).parse(yaml).orElseThrow(), "");
    }
}
