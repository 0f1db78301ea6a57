package io.antiphon.asr.model;

import io.antiphon.fault.EngineFailure;

/**
 * A model file that is missing, damaged or not what it claims to be, or a model that failed while it ran.
 * Stays inside the engine packages of this module; outside it is an {@link EngineFailure}.
 */
public final class ModelFault extends Exception {

    private static final long serialVersionUID = 1;

    private final EngineFailure.Kind kind;

    private ModelFault(EngineFailure.Kind kind, String detail) {
        super(detail);
        this.kind = kind;
    }

    /** The files are not what the engine needs; the same files will not do next time either. */
    public static ModelFault refused(String detail) {
        return new ModelFault(EngineFailure.Kind.REFUSED, detail);
    }

    /** The files looked right, yet the engine failed on them. */
    public static ModelFault broken(String detail) {
        return new ModelFault(EngineFailure.Kind.BROKEN, detail);
    }

    public EngineFailure.Kind kind() {
        return kind;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
