package io.antiphon.media.secure;

import java.util.Arrays;

/** The master key and salt of one direction. Immutable; never shows what it holds. */
public final class SrtpKey {

    private final SrtpSuite suite;
    private final byte[] master;

    /** {@code master} is the key with the salt behind it, of the suite's length. */
    public SrtpKey(SrtpSuite suite, byte[] master) {
        if (master.length != suite.masterBytes()) {
            throw new IllegalArgumentException(
                    suite + " takes " + suite.masterBytes() + " bytes, not " + master.length);
        }
        this.suite = suite;
        this.master = master.clone();
    }

    public SrtpSuite suite() {
        return suite;
    }

    byte[] key() {
        return Arrays.copyOf(master, suite.keyBytes());
    }

    byte[] salt() {
        return Arrays.copyOfRange(master, suite.keyBytes(), master.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SrtpKey key && suite == key.suite
                && Arrays.equals(master, key.master);
    }

    @Override
    public int hashCode() {
        return suite.hashCode();
    }

    @Override
    public String toString() {
        return suite + " key";
    }
}
