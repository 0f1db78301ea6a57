package io.antiphon.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cores, and the vector instructions that the models are computed with. */
final class ProcessorCheck implements Check {

    private static final int ENOUGH_CORES = 2;
    private static final List<String> WANTED = List.of("avx2", "fma");
    private static final List<String> WELCOME = List.of("avx512f", "avx512_vnni", "avx_vnni",
            "asimd");

    private final Path cpuInfo;

    ProcessorCheck(Path cpuInfo) {
        this.cpuInfo = cpuInfo;
    }

    @Override
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        int cores = Runtime.getRuntime().availableProcessors();
        findings.add(cores >= ENOUGH_CORES
                ? Finding.ok("cores", Integer.toString(cores))
                : Finding.warning("cores", Integer.toString(cores),
                        "recognition and sound will compete; two cores are enough for a few calls"));
        findings.add(instructions());
        return findings;
    }

    private Finding instructions() {
        var subject = "instructions";
        var flags = flags();
        if (flags.isEmpty() || flags.contains("asimd")) {
            return Finding.ok(subject, flags.isEmpty() ? "unknown to this system" : "asimd");
        }
        var present = new ArrayList<String>();
        for (var flag : WANTED) {
            if (flags.contains(flag)) {
                present.add(flag);
            }
        }
        boolean enough = present.size() == WANTED.size();
        WELCOME.stream().filter(flags::contains).forEach(present::add);
        var detail = present.isEmpty() ? "no AVX" : String.join(" ", present);
        return enough
                ? Finding.ok(subject, detail)
                : Finding.warning(subject, detail,
                        "without AVX2 the models run several times slower");
    }

    private Set<String> flags() {
        try {
            for (var line : Files.readAllLines(cpuInfo)) {
                if (line.startsWith("flags") || line.startsWith("Features")) {
                    return new HashSet<>(List
                            .of(line.substring(line.indexOf(':') + 1).strip().split("\\s+", -1)));
                }
            }
            return Set.of();
        } catch (IOException e) {
            return Set.of();
        }
    }
}
