package io.antiphon.dialogue.respond;

/** Has the answers of one call put on its account. */
public record OnAccount(Responder responder, String call) implements Responder {

    @Override
    public String name() {
        return responder.name();
    }

    @Override
    public Response respond(Prompt prompt) {
        return responder.respond(new Prompt(prompt.script(),
                prompt.request().map(request -> request.of(call))));
    }
}
