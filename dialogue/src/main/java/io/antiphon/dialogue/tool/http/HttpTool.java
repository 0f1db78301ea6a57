package io.antiphon.dialogue.tool.http;

import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolRun;
import io.antiphon.dialogue.tool.spec.Source;

/** A tool that is a request over HTTP. */
public final class HttpTool implements Tool {

    private final String engine;
    private final Source.Http source;
    private final Credentials credentials;
    private final Line line;

    HttpTool(String name, Source.Http source, Credentials credentials, Line line) {
        this.engine = "tool " + name;
        this.source = source;
        this.credentials = credentials;
        this.line = line;
    }

    @Override
    public ToolRun begin(ToolCall call) {
        return new HttpRun(engine, source, credentials, line, call);
    }

    @Override
    public boolean heedsKeys() {
        return source.idempotencyHeader().isPresent();
    }
}
