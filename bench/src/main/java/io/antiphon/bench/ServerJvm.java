package io.antiphon.bench;

/** How {@code antiphon serve} starts its virtual machine; the benches run under the same barriers. */
final class ServerJvm {

    static final String COLLECTOR = "-XX:+UseZGC";
    static final String HEADERS = "-XX:+UseCompactObjectHeaders";
    static final String HEAP = "-Xmx512m";
    static final String HEAP_AT_ONCE = "-Xms512m";
    static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
    static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    private ServerJvm() {}
}
