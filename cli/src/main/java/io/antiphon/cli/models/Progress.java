package io.antiphon.cli.models;

import io.antiphon.time.NanoClock;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells how far a download has come: on a terminal in one line that changes, otherwise not at all. */
final class Progress {

    private static final long EVERY_NS = 200_000_000;
    private static final int BAR = 24;
    private static final double MB = 1e6;
    private static final double NS_PER_S = 1e9;

    private final PrintWriter out;
    private final boolean person;
    private final NanoClock clock;
    private long begunNs;
    private long begunBytes;
    private long toldNs;

    Progress(PrintWriter out, boolean person, NanoClock clock) {
        this.out = out;
        this.person = person;
        this.clock = clock;
    }

    /** A connection stands, and so many bytes are here already. */
    void begin(long bytes) {
        begunNs = clock.nanoTime();
        begunBytes = bytes;
        toldNs = begunNs - EVERY_NS;
    }

    void at(long bytes, long total) {
        long now = clock.nanoTime();
        if (person && (now - toldNs >= EVERY_NS || bytes == total)) {
            toldNs = now;
            out.print("\r\u001b[K" + line(bytes, total, now));
            out.flush();
        }
    }

    private String line(long bytes, long total, long now) {
        int full = (int) (BAR * bytes / total);
        double seconds = (now - begunNs) / NS_PER_S;
        double rate = seconds <= 0 ? 0 : (bytes - begunBytes) / seconds;
        var left = rate <= 0 ? "" : String.format(Locale.ROOT, ", %.0f s", (total - bytes) / rate);
        return String.format(Locale.ROOT, "  [%s%s] %3d %%  %.1f of %.1f MB, %.1f MB/s%s",
                "=".repeat(full), " ".repeat(BAR - full), 100 * bytes / total, bytes / MB,
                total / MB, rate / MB, left);
    }

    void end() {
        if (person) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }

    void say(String line) {
        end();
        out.println(line);
        out.flush();
    }
}
