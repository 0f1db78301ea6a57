package io.antiphon.sip.core;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * jain-sip's log. Its errors are mostly the mistakes of peers and may quote their messages, so they are for
 * debugging only; our own failures are logged by the wire. One for all stacks: the library keeps it static.
 */
public final class StackLog implements StackLogger {

    private static final Logger LOG = LoggerFactory.getLogger(StackLog.class);

    @Override
    public void logException(Throwable exception) {
        LOG.debug("jain-sip", exception);
    }

    @Override
    public void logError(String message) {
        LOG.debug("jain-sip: {}", message);
    }

    @Override
    public void logError(String message, Exception exception) {
        LOG.debug("jain-sip: {}", message, exception);
    }

    @Override
    public void logFatalError(String message) {
        LOG.error("jain-sip: {}", message);
    }

    @Override
    public void logWarning(String message) {
        LOG.debug("jain-sip: {}", message);
    }

    @Override
    public void logInfo(String message) {}

    @Override
    public void logDebug(String message) {}

    @Override
    public void logDebug(String message, Exception exception) {}

    @Override
    public void logTrace(String message) {}

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int traceLevel) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public boolean isLoggingEnabled() {
        return LOG.isDebugEnabled();
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return level <= TRACE_ERROR && LOG.isDebugEnabled();
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String buildTimeStamp) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
