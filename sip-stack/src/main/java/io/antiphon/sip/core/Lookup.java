package io.antiphon.sip.core;

import io.antiphon.sip.IpLiteral;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Turns a host into an address; a name is looked up where waiting is allowed. */
final class Lookup {

    private Lookup() {}

    /** Sip thread; so are both outcomes. An address is found at once. */
    static void of(Core core, String host, Consumer<InetAddress> found, Consumer<String> failed) {
        var literal = IpLiteral.parse(host);
        if (literal.isPresent()) {
            found.accept(literal.get());
            return;
        }
        try {
            core.runtime.blocking().execute(() -> {
                try {
                    var address = InetAddress.getByName(host);
                    core.post(() -> found.accept(address));
                } catch (UnknownHostException unknown) {
                    core.post(() -> failed.accept("unknown host " + host));
                }
            });
        } catch (RejectedExecutionException busy) {
            failed.accept("no thread to look up " + host);
        }
    }
}
