package io.antiphon.server.pbx;

/** How a PBX and this server are connected. */
public enum Mode {
    /** We register at the PBX as one of its extensions. */
    EXTENSION,
    /** Both know the other's address, and nobody registers. */
    PEER,
    /** The PBX registers at us. */
    REGISTRAR,
    /** We register at the PBX as a trunk of it. */
    TRUNK;

    /** Whether we are the one that registers. */
    boolean isRegistering() {
        return this == EXTENSION || this == TRUNK;
    }
}
