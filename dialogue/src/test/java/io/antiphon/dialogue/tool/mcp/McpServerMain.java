package io.antiphon.dialogue.tool.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An MCP server on standard input and output, run by tests as a process of its own. */
final class McpServerMain {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> TOOLS = List.of("echo", "add", "hang", "die", "fail",
            "heard", "variables");

    private final List<String> heard = new ArrayList<>();

    public static void main(String[] args) throws IOException {
        new McpServerMain().run();
    }

    private void run() throws IOException {
        System.out.println("this line is no message, as many servers print one");
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var message = MAPPER.readTree(line);
            String method = message.path("method").asText("answer");
            heard.add(method);
            switch (method) {
                case "initialize" -> answer(message, JsonNodeFactory.instance.objectNode()
                        .put("protocolVersion", "2025-06-18"));
                case "tools/list" -> list(message);
                case "tools/call" -> call(message);
                default -> {
                    // Notifications, and the answer to our ping.
                }
            }
        }
    }

    /** Two pages, so that the second has to be asked for. */
    private void list(JsonNode message) {
        boolean second = message.at("/params/cursor").asText().equals("more");
        var result = JsonNodeFactory.instance.objectNode();
        var tools = result.putArray("tools");
        for (var name : second ? TOOLS.subList(2, TOOLS.size()) : TOOLS.subList(0, 2)) {
            var tool = tools.addObject().put("name", name).put("description", "It is " + name);
            tool.putObject("inputSchema")
                    .put("type", "object")
                    .putObject("properties")
                    .putObject("text")
                    .put("type", "string");
        }
        if (!second) {
            result.put("nextCursor", "more");
        }
        answer(message, result);
    }

    private void call(JsonNode message) {
        var text = message.at("/params/arguments/text").asText();
        switch (message.at("/params/name").asText()) {
            case "echo" -> {
                System.out.println("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}");
                answer(message, text(text));
            }
            case "add" -> {
                var result = text("ignored");
                result.putObject("structuredContent").put("sum", 3);
                answer(message, result);
            }
            case "die" -> System.exit(3);
            case "fail" -> answer(message, text("no such order").put("isError", true));
            case "heard" -> answer(message, text(String.join(" ", heard)));
            case "variables" -> answer(message, text(String.join(" ",
                    System.getenv().keySet().stream().sorted().toList())));
            default -> {
                // It hangs, which for a server is not to answer.
            }
        }
    }

    private static ObjectNode text(String text) {
        var result = JsonNodeFactory.instance.objectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result;
    }

    private static void answer(JsonNode request, ObjectNode result) {
        var answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        answer.set("id", request.path("id"));
        answer.set("result", result);
        System.out.println(answer);
    }
}
