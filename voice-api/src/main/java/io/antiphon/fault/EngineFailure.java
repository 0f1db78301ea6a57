package io.antiphon.fault;

/**
 * Why an engine could not do what it was asked. A value, not an exception: the caller must choose
 * between retry, another engine and an apology, and a {@code switch} makes it choose.
 *
 * @param detail for the operator; never speech, prompts or anything else the caller said
 */
public record EngineFailure(Kind kind, String engine, String detail) {

    /** What the one who asked can do about it. */
    public enum Kind {
        BUSY(true),
        TIMED_OUT(true),
        UNREACHABLE(true),
        REFUSED(false),
        BROKEN(false);

        private final boolean worthRetrying;

        Kind(boolean worthRetrying) {
            this.worthRetrying = worthRetrying;
        }

        public boolean worthRetrying() {
            return worthRetrying;
        }
    }

    public EngineFailure {
        if (engine.isBlank()) {
            throw new IllegalArgumentException("engine is blank");
        }
    }
}
