package io.antiphon.dialogue.llm;

/** Something that answers: a model in this process, a server of models, or a router before several. Any thread. */
public interface LanguageModel {

    /** What the configuration and the reports call it. */
    String name();

    /** An answer that can begin. Costs nothing until it is streamed, and never fails before that. */
    ModelAnswer ask(ModelRequest request);

    /**
     * Whether it could answer now. May wait for the network, for seconds at most: not for whoever has a caller on the
     * line.
     */
    Health health();
}
