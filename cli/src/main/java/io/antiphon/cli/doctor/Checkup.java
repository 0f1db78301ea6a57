package io.antiphon.cli.doctor;

import io.antiphon.time.NanoClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All checks, in the order in which a newcomer meets the troubles. */
public final class Checkup {

    private final List<Check> checks;

    /**
     * @param subject which machine and server are meant
     * @param clock the one that paces the sound
     */
    public Checkup(Subject subject, NanoClock clock) {
        checks = List.of(new JavaCheck(), new ProcessorCheck(Path.of("/proc/cpuinfo")),
                new LimitsCheck(Path.of("/proc/self/limits")), new ClockCheck(clock),
                new PortsCheck(subject.listen(), subject.firstRtpPort(), subject.lastRtpPort()),
                new LibrariesCheck(), new CodecsCheck(), new ModelsCheck(subject.models()),
                new VoicesCheck(subject.voices()));
    }

    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        checks.forEach(check -> findings.addAll(check.findings()));
        return findings;
    }

    /**
     * What the server would use.
     *
     * @param listen written {@code udp:127.0.0.1:5060}
     * @param models the folder of the models
     * @param voices in the order of choice, written {@code flite:slt}
     */
    public record Subject(List<String> listen, int firstRtpPort, int lastRtpPort, Path models,
            List<String> voices) {

        public Subject {
            listen = List.copyOf(listen);
            voices = List.copyOf(voices);
        }
    }
}
