package io.antiphon.dialogue.llm.local.engine;

/** A model that is not what the engine needs. Stays inside the engines; outside it is a value. */
public final class ModelFault extends Exception {

    private static final long serialVersionUID = 1;

    /** @param detail for the operator: which file, and what was expected */
    public ModelFault(String detail) {
        super(detail);
    }

    public ModelFault(String detail, Throwable cause) {
        super(detail, cause);
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
