package io.antiphon.dialogue.tool.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON-RPC 2.0 as MCP has it. */
final class Messages {

    /** What is asked for; what of the later ones differs, no tool is touched by. */
    static final String VERSION = "2025-06-18";

    private Messages() {}

    static ObjectNode request(long id, String method, ObjectNode params) {
        return notification(method, params).put("id", id);
    }

    static ObjectNode notification(String method, ObjectNode params) {
        var message = object().put("jsonrpc", "2.0").put("method", method);
        message.set("params", params);
        return message;
    }

    static ObjectNode initialize(long id) {
        var params = object().put("protocolVersion", VERSION);
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "antiphon").put("version", "1");
        return request(id, "initialize", params);
    }

    static ObjectNode cancelled(long id) {
        return notification("notifications/cancelled",
                object().put("requestId", id).put("reason", "the caller wants something else"));
    }

    /** What a server asks of us: a ping is answered, anything else we do not have. */
    static ObjectNode answerTo(JsonNode request) {
        var answer = object().put("jsonrpc", "2.0");
        answer.set("id", request.path("id"));
        if (request.path("method").asText().equals("ping")) {
            answer.putObject("result");
        } else {
            answer.putObject("error").put("code", -32601).put("message", "not offered");
        }
        return answer;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
