package io.antiphon.dialogue.tool;

/** A tool at work. */
public interface ToolRun {

    /** Works on the calling thread until it ends one way or the other. Called once. */
    ToolResult await();

    /** Any thread, any number of times: ends the wait at once. What has been done is not undone. */
    void cancel();
}
