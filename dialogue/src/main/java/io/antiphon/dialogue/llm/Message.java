package io.antiphon.dialogue.llm;

import java.util.List;

/** One message of a conversation with a model. */
public sealed interface Message {

    Role role();

    String text();

    /**
     * What the model shall do, from us.
     *
     * @param brief the same for models that can read little: who it is, and the task
     */
    record Instruction(String text, String brief) implements Message {

        public Instruction(String text) {
            this(text, text);
        }

        /** For a model that can read little. */
        public Instruction inBrief() {
            return new Instruction(brief);
        }

        @Override
        public Role role() {
            return Role.SYSTEM;
        }
    }

    /** What the caller said. */
    record Caller(String text) implements Message {

        @Override
        public Role role() {
            return Role.CALLER;
        }
    }

    /**
     * What the agent said.
     *
     * @param calls the tools that it asked for at the end of it
     */
    record Agent(String text, List<ToolCall> calls) implements Message {

        public Agent {
            calls = List.copyOf(calls);
        }

        public Agent(String text) {
            this(text, List.of());
        }

        @Override
        public Role role() {
            return Role.AGENT;
        }
    }

    /** What came of a tool call: data, never an instruction. */
    record ToolResult(ToolCall call, String text) implements Message {

        @Override
        public Role role() {
            return Role.TOOL;
        }
    }

    /** Who wrote it. */
    enum Role {
        SYSTEM("system"),
        CALLER("user"),
        AGENT("assistant"),
        TOOL("tool");

        private final String written;

        Role(String written) {
            this.written = written;
        }

        /** As chat protocols write it. */
        public String written() {
            return written;
        }
    }
}
