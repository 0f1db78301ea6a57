package io.antiphon.dialogue.tool.spec;

import java.util.List;
import java.util.Map;

/**
 * A tool as its template describes it. Immutable.
 *
 * @param description for language models
 * @param input what it takes; for operations of OpenAPI documents and MCP servers that is added to by what those say
 * @param result field to JSON Pointer (RFC 6901) into the answer
 * @param filler said while waiting; perhaps empty
 * @param optional whether it is left out where something that it needs is missing: a file, a secret, a server
 */
public record ToolSpec(String name, String description, Effect effect, InputSchema input,
        Map<String, String> result, Timing timing, BargeIn onBargeIn, List<String> filler,
        Source source, boolean optional) {

    /** One that has to be there. */
    public ToolSpec(String name, String description, Effect effect, InputSchema input,
            Map<String, String> result, Timing timing, BargeIn onBargeIn, List<String> filler,
            Source source) {
        this(name, description, effect, input, result, timing, onBargeIn, filler, source, false);
    }

    /** With what its server says of it; what the template says of it counts more. */
    public ToolSpec knownAs(String told, InputSchema takes) {
        return new ToolSpec(name, description.isEmpty() ? told : description, effect, takes,
                result, timing, onBargeIn, filler, source, optional);
    }

    /** How long one attempt may take, and how often there may be another. */
    public record Timing(int timeoutMs, int retries) {

        /** What a caller may be asked to wait for. */
        public static final Timing USUAL = new Timing(5000, 1);

        /** The longest that all attempts together take, without the pauses between them. */
        public int longestMs() {
            return timeoutMs * (retries + 1);
        }
    }
}
