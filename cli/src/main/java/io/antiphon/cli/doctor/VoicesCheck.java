package io.antiphon.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether the programs that speak are installed. One voice is enough; the demonstration needs flite. */
final class VoicesCheck implements Check {

    private static final int PATIENCE_S = 5;

    private final List<String> voices;

    VoicesCheck(List<String> voices) {
        this.voices = voices;
    }

    @Override
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        var flite = answer("flite", "-lv");
        var espeak = answer("espeak-ng", "--version");
        findings.add(flite.map(told -> Finding.ok("voice flite", told))
                .orElseGet(() -> espeak.isPresent()
                        ? Finding.warning("voice flite", "not installed",
                                "the demo needs it: sudo apt-get install -y flite")
                        : Finding.failure("voice flite", "not installed",
                                "sudo apt-get install -y flite")));
        findings.add(espeak.map(told -> Finding.ok("voice espeak-ng", told))
                .orElseGet(() -> Finding.warning("voice espeak-ng", "not installed",
                        "nothing would speak if flite failed: sudo apt-get install -y espeak-ng")));
        findings.add(Finding.ok("voices in use", String.join(", then ", voices)));
        return findings;
    }

    private static Optional<String> answer(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return Optional.of(told.lines().findFirst().orElse(""));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
