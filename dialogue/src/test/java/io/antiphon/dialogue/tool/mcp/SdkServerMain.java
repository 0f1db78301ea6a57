package io.antiphon.dialogue.tool.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.Map;

/** A server made with the official SDK, run by a test as a process of its own. */
final class SdkServerMain {

    private SdkServerMain() {}

    public static void main(String[] args) {
        var tool = Tool.builder("shout", Map.of("type", "object", "properties",
                Map.of("text", Map.of("type", "string")))).description("Shouts.").build();
        var server = McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper()))
                .capabilities(ServerCapabilities.builder().tools(true).build())
                .toolCall(tool, (_, request) -> CallToolResult.builder()
                        .addTextContent(request.arguments().get("text") + "!")
                        .build())
                .build();
        assert server != null;
    }
}
