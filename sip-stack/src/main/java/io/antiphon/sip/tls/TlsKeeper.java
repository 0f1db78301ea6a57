package io.antiphon.sip.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the certificates that are valid now, and reads them again when a file has changed. What is open goes
 * on with those it began with. New files that cannot be used change nothing but the log.
 */
public final class TlsKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(TlsKeeper.class);

    private final TlsConfig config;
    private final Executor blocking;
    // Written by whichever blocking thread looks at the files, one at a time; read by the sip thread.
    private volatile TlsContext current;
    private volatile boolean looking;
    private volatile List<String> seen;

    private TlsKeeper(TlsConfig config, Executor blocking, TlsContext current, List<String> seen) {
        this.config = config;
        this.blocking = blocking;
        this.current = current;
        this.seen = seen;
    }

    /** Reads the files; not on the sip thread. {@code blocking} takes what may wait or calculate for long. */
    public static TlsKeeper open(TlsConfig config, Executor blocking) throws TlsProblem {
        // Stamped before they are read: what changes in between is then read once more.
        var stamps = stamps(config);
        var context = TlsContext.open(config);
        tell("TLS certificate read", context);
        return new TlsKeeper(config, blocking, context, stamps);
    }

    public TlsContext current() {
        return current;
    }

    /** Whatever takes the sip thread too long. */
    public Executor blocking() {
        return blocking;
    }

    /** Sip thread, from time to time; looks at the files elsewhere. */
    public void refresh() {
        if (looking) {
            return;
        }
        looking = true;
        try {
            blocking.execute(this::look);
        } catch (RejectedExecutionException busy) {
            looking = false;
        }
    }

    private void look() {
        try {
            var stamps = stamps(config);
            if (!stamps.equals(seen)) {
                seen = stamps;
                current = TlsContext.open(config);
                tell("TLS certificate read again", current);
            }
        } catch (TlsProblem unusable) {
            LOG.error("TLS files have changed and cannot be used, the old ones stay: {}",
                    unusable.getMessage());
        } finally {
            looking = false;
        }
    }

    private static void tell(String what, TlsContext context) {
        LOG.info("{}: subject={} notAfter={}", what, context.subject(),
                context.notAfter().toInstant());
    }

    private static List<String> stamps(TlsConfig config) {
        return Stream.concat(Stream.of(config.certificate(), config.key()),
                config.authorities().stream()).map(TlsKeeper::stamp).toList();
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException gone) {
            return "none";
        }
    }
}
