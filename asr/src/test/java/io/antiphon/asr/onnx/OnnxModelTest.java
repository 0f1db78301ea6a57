package io.antiphon.asr.onnx;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.antiphon.asr.Shipped;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OnnxModelTest {

    /** What ONNX Runtime's reporting to Microsoft writes first of all, in each process that it runs in. */
    @Test
    void nothingIsReportedToItsMaker() throws Exception {
        OnnxModel.open(Shipped.voiceDetector()).close();
        var log = Path.of(System.getProperty("java.io.tmpdir"),
                "mat-debug-" + ProcessHandle.current().pid() + ".log");
        assertFalse(Files.exists(log), () -> log + " is there");
    }
}
