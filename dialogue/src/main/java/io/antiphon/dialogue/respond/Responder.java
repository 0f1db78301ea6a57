package io.antiphon.dialogue.respond;

/** Finds the words for an answer. Shared by all calls, safe to use from any thread. */
public interface Responder {

    /** What the configuration and the reports call it. */
    String name();

    /** An answer that can begin. Costs nothing until it is streamed. */
    Response respond(Prompt prompt);
}
