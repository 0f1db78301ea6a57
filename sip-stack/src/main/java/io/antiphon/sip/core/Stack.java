package io.antiphon.sip.core;

import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.wire.Wire;
import io.antiphon.sip.wire.WirePlug;
import java.util.List;
import java.util.Properties;
import javax.sip.IOExceptionEvent;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;

/** Makes a jain-sip stack that has no thread, socket, timer, log or name look-up of its own. */
final class Stack {

    private static final String NIST = "gov.nist.javax.sip.";

    private Stack() {}

    /** Sip thread: a provider that hears the wire and tells the listener. */
    static SipProvider start(String name, Core core, Plugged plugged, List<ListenAddress> listening,
            SipListener listener) throws Exception {
        var wire = core.wire;
        var stack = ScopedValue.where(Wire.PLUGGED, wire)
                .where(Plugged.CURRENT, plugged)
                .call(() -> new SipStackImpl(settings(name)));
        retireScanner(stack);
        stack.sipMessageValves.add(new Valve(core, stack));
        SipProvider provider = null;
        for (int i = 0; i < listening.size(); i++) {
            var address = listening.get(i);
            // The library short-cuts messages to its own address on threads of its own. It is told an address
            // that no peer can have, so that it never recognises itself; the real one is put on by Messages.
            var point = stack.createListeningPoint("0.0.0." + (i + 1), address.port(),
                    address.transport().word());
            if (provider == null) {
                provider = stack.createSipProvider(point);
            } else {
                provider.addListeningPoint(point);
            }
        }
        if (provider == null) {
            throw new SipException("nothing to listen on");
        }
        provider.addSipListener(listener);
        return provider;
    }

    /** With a re-entrant listener nothing uses the library's event thread; one last event lets it end. */
    private static void retireScanner(SipStackImpl stack) {
        var scanner = stack.getEventScanner();
        scanner.forceStop();
        scanner.addEvent(new EventWrapper(new IOExceptionEvent(stack, "none", 0, "none"), null));
    }

    private static Properties settings(String name) {
        var settings = new Properties();
        settings.setProperty("javax.sip.STACK_NAME", name);
        settings.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
        settings.setProperty("javax.sip.ROUTER_PATH", FixedRouter.class.getName());
        settings.setProperty("javax.sip.USE_ROUTER_FOR_ALL_URIS", "true");
        settings.setProperty(NIST + "STACK_LOGGER", StackLog.class.getName());
        settings.setProperty(NIST + "SERVER_LOGGER", MessageLog.class.getName());
        settings.setProperty(NIST + "TIMER_CLASS_NAME", StackTimer.class.getName());
        settings.setProperty(NIST + "MESSAGE_PROCESSOR_FACTORY", WirePlug.class.getName());
        settings.setProperty(NIST + "REENTRANT_LISTENER", "true");
        settings.setProperty(NIST + "THREAD_POOL_SIZE", "1");
        settings.setProperty(NIST + "IS_BACK_TO_BACK_USER_AGENT", "false");
        settings.setProperty(NIST + "RELEASE_REFERENCES_STRATEGY", "None");
        settings.setProperty(NIST + "DELIVER_UNSOLICITED_NOTIFY", "true");
        settings.setProperty(NIST + "MAX_SERVER_TRANSACTIONS", "20000");
        settings.setProperty(NIST + "MAX_CLIENT_TRANSACTIONS", "20000");
        settings.setProperty(NIST + "LOG_MESSAGE_CONTENT", "false");
        return settings;
    }
}
