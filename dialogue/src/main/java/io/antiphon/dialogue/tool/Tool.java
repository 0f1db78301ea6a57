package io.antiphon.dialogue.tool;

/**
 * Something that can be done for a caller. Implemented here for HTTP, MCP and what comes with the house, and by
 * anyone through {@link ToolProvider}. Shared by all calls and called from many threads at once.
 */
public interface Tool extends AutoCloseable {

    /** Any thread: begins, without waiting. The arguments have been checked against the tool's schema. */
    ToolRun begin(ToolCall call);

    /** Whether the same key twice has the effect once, so that a deed of unknown outcome may be tried again. */
    default boolean heedsKeys() {
        return false;
    }

    /** Ends what the tool keeps running between calls. */
    @Override
    default void close() {}
}
