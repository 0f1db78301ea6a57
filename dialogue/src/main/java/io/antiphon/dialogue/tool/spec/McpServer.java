package io.antiphon.dialogue.tool.spec;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** A server of tools that speaks the Model Context Protocol. */
public record McpServer(String name, Line line) {

    /** How it is reached. */
    public sealed interface Line {}

    /**
     * A process of ours that speaks by its standard input and output.
     *
     * @param environment what it is given beside PATH and HOME; of our own environment it sees nothing else
     */
    public record Command(List<String> words, Map<String, Secret> environment) implements Line {}

    /** Streamable HTTP. */
    public record Http(URI address, Auth auth) implements Line {}
}
