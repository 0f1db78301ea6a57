package io.antiphon.cli.report;

import io.antiphon.audio.Wav;
import io.antiphon.cli.wire.G711;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Writes the report of a call: one file that needs no network, with the timeline and, unless the call is
 * long, its sound inside.
 */
public final class ReportPage {

    private static final int WINDOW_MS = 10;
    private static final int MOST_SOUND_BYTES = 4_000_000;

    /** {@code stereo} has the caller left and the agent right. */
    public void write(CallTimeline timeline, Wav stereo, Path file) throws IOException {
        Files.writeString(file, html(timeline, stereo));
    }

    String html(CallTimeline timeline, Wav stereo) throws IOException {
        return resource("report.html").replace("/*style*/", resource("report.css"))
                .replace("/*script*/", resource("report.js"))
                .replace("/*data*/", data(timeline, stereo));
    }

    private static String data(CallTimeline timeline, Wav stereo) {
        var root = new TimelineJson().tree(timeline);
        var sound = root.putObject("sound").put("sampleRate", stereo.sampleRate());
        sound.put("windowMs", WINDOW_MS);
        var peaks = sound.putArray("peaks");
        stereo.channels()
                .forEach(channel -> peaks.add(base64(peaks(channel, stereo.sampleRate()))));
        if (stereo.length() * stereo.channels().size() <= MOST_SOUND_BYTES) {
            var pcm = sound.putArray("mulaw");
            stereo.channels().forEach(channel -> pcm.add(base64(companded(channel))));
        }
        // "</script>" in a transcript must not end the element that carries it.
        return root.toString().replace("<", "\\u003c");
    }

    /** The greatest magnitude of each window, in 1/127 of full scale. */
    private static byte[] peaks(short[] samples, int sampleRate) {
        int window = sampleRate * WINDOW_MS / 1_000;
        var peaks = new byte[(samples.length + window - 1) / window];
        for (int i = 0; i < samples.length; i++) {
            int magnitude = Math.min(127, Math.abs((int) samples[i]) / 256);
            peaks[i / window] = (byte) Math.max(peaks[i / window], magnitude);
        }
        return peaks;
    }

    private static byte[] companded(short[] samples) {
        var bytes = new byte[samples.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = G711.encodeMu(samples[i]);
        }
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String resource(String name) throws IOException {
        try (var in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not packaged: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
