package io.antiphon.cli.say;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The voices of this machine, by the names that {@code --voice} and the configuration know. */
final class VoiceList {

    private static final int PATIENCE_S = 5;
    private static final int DEEPEST = 4;
    private static final String PIPER_SETTINGS = ".onnx.json";

    private VoiceList() {}

    /** Those of the model folders first, then those of the system's programs. */
    static List<String> all(List<Path> models) {
        var voices = new ArrayList<String>();
        for (var folder : models) {
            voices.addAll(piper(folder));
        }
        // Voices available: awb_time kal awb kal16 rms slt
        told("flite", "-lv").flatMap(line -> Arrays.stream(line.replaceFirst(".*: *", "")
                .split("\\s+")))
                .filter(name -> !name.isEmpty())
                .forEach(name -> voices.add("flite:" + name));
        // Pty Language Age/Gender VoiceName File Other Languages
        told("espeak-ng", "--voices=en").skip(1)
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 4)
                .forEach(columns -> voices.add("espeak-ng:" + columns[1]));
        return voices;
    }

    private static List<String> piper(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder, DEEPEST)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(PIPER_SETTINGS))
                    .map(file -> "piper:" + file.substring(0, file.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Stream<String> told(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(PATIENCE_S, TimeUnit.SECONDS)
                    ? text.lines()
                    : Stream.empty();
        } catch (IOException e) {
            // The program is not installed, so it has no voices.
            return Stream.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Stream.empty();
        }
    }
}
