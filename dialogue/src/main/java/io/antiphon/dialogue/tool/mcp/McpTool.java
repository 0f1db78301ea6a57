package io.antiphon.dialogue.tool.mcp;

import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolRun;

/** One tool of a server. The protocol has no keys, so nothing of unknown outcome may be tried again. */
record McpTool(String name, McpConnection connection) implements Tool {

    @Override
    public ToolRun begin(ToolCall call) {
        return new McpRun(name, connection, call);
    }

    /** Ends the server, for tools of a toolbox are closed together. */
    @Override
    public void close() {
        connection.close();
    }
}
