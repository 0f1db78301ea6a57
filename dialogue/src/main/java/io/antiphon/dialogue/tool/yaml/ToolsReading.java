package io.antiphon.dialogue.tool.yaml;

import io.antiphon.dialogue.tool.spec.McpServer;
import io.antiphon.dialogue.tool.spec.ToolSpec;
import io.antiphon.dialogue.yaml.YamlNode;
import java.util.List;
import java.util.Map;

/**
 * What a template says of its tools. Where the findings are not empty it is merely something harmless.
 *
 * @param places where each tool stands, by its name
 */
public record ToolsReading(List<ToolSpec> tools, List<McpServer> servers,
        Map<String, YamlNode> places) {}
