package io.antiphon.cli.doctor;

import java.util.List;

/** The JDK, and the memory it may use. */
final class JavaCheck implements Check {

    private static final int JDK = 25;
    private static final long MIB = 1 << 20;
    private static final long LEAST_HEAP_MIB = 200;

    @Override
    public List<Finding> findings() {
        int feature = Runtime.version().feature();
        var version = Runtime.version() + " (" + System.getProperty("java.vendor", "unknown") + ")";
        var jdk = feature >= JDK
                ? Finding.ok("JDK", version)
                : Finding.failure("JDK", version,
                        "install a JDK " + JDK + " and set JAVA_HOME to it");
        long heapMib = Runtime.getRuntime().maxMemory() / MIB;
        var heap = heapMib >= LEAST_HEAP_MIB
                ? Finding.ok("memory", heapMib + " MiB for the server")
                : Finding.warning("memory", heapMib + " MiB for the server",
                        "give it more: ANTIPHON_JAVA_OPTIONS=-Xmx512m");
        return List.of(jdk, heap);
    }
}
