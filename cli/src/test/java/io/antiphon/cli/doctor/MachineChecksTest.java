package io.antiphon.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.doctor.Finding.Level;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineChecksTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void portThatIsTakenIsAFailureAndAFreeOneIsNot() throws Exception {
        try (var taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var findings = new PortsCheck(
                    List.of("udp:127.0.0.1:" + taken.getLocalPort(), "tcp:127.0.0.1:0"),
                    20_000, 20_009).findings();
            assertEquals(List.of(Level.FAILURE, Level.OK),
                    findings.stream().limit(2).map(Finding::level).toList());
        }
    }

    @Test
    void addressWithoutSenseIsAFailure() {
        assertEquals(Level.FAILURE,
                new PortsCheck(List.of("sip.example.com"), 1, 0).findings().getFirst().level());
    }

    @Test
    void fewOpenFilesAreAWarning() throws Exception {
        var limits = Files.writeString(folder.resolve("limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max open files            256                  unlimited            files
                Max nice priority         40                   40
                """);
        assertEquals(List.of(Level.WARNING, Level.OK),
                new LimitsCheck(limits).findings().stream().map(Finding::level).toList());
    }

    @Test
    void processorWithoutAvx2IsAWarning() throws Exception {
        var info = Files.writeString(folder.resolve("cpuinfo"),
                "processor : 0\nflags : fpu sse4_2 avx fma\n");
        var finding = new ProcessorCheck(info).findings().get(1);
        assertEquals(Level.WARNING, finding.level());
        assertEquals("fma", finding.detail());
    }

    @Test
    void everyWarningAndFailureHasAdvice() {
        var subject = new Checkup.Subject(List.of("udp:127.0.0.1:0"), 20_000, 20_003, folder,
                List.of("flite:slt"));
        for (var finding : new Checkup(subject, System::nanoTime).findings()) {
            assertTrue(finding.level() == Level.OK || !finding.advice().isEmpty(),
                    finding.toString());
        }
    }
}
