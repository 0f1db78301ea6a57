package io.antiphon.dialogue.tool.spec;

import java.util.Map;
import java.util.Optional;

/** Where a tool is to be found. */
public sealed interface Source {

    /**
     * A request over HTTP.
     *
     * @param address with {@code {argument}} in the path only
     * @param query value of each parameter, with {@code {argument}} in it; one whose argument is missing is left out
     * @param headers likewise
     * @param idempotencyHeader the header in which the server wants to hear the key of a deed, so that it does it once
     */
    record Http(String method, String address, Map<String, String> query,
            Map<String, String> headers, Body body, Auth auth, Optional<String> idempotencyHeader)
            implements
                Source {}

    /**
     * An operation that an OpenAPI document describes.
     *
     * @param document a file relative to the template's folder, or an http address
     * @param server instead of the one in the document
     */
    record OpenApi(String document, String operationId, Optional<String> server, Auth auth,
            Optional<String> idempotencyHeader) implements Source {}

    /** A tool of an MCP server that the template names. */
    record Mcp(String server, String tool) implements Source {}

    /** A Java service. */
    record Java(String provider) implements Source {}

    /** One of ours. */
    record Own(BuiltIn kind) implements Source {}
}
