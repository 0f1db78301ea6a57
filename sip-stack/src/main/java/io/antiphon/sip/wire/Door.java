package io.antiphon.sip.wire;

import gov.nist.javax.sip.message.SIPRequest;
import io.antiphon.sip.Transport;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides who may know that somebody is here. Sip thread. */
public interface Door {

    /** Open to everybody. */
    Door OPEN = new Door() {
        @Override
        public boolean hasTimeFor(InetSocketAddress source, Supplier<Optional<String>> dialogId) {
            return true;
        }

        @Override
        public boolean isOpenTo(SIPRequest request, Transport transport, InetSocketAddress source) {
            return true;
        }

        @Override
        public boolean isOpenTo(InetSocketAddress source) {
            return true;
        }
    };

    /**
     * Whether there is time for one more message from there.
     *
     * @param dialogId reads, without parsing, which dialog the message says it belongs to
     */
    boolean hasTimeFor(InetSocketAddress source, Supplier<Optional<String>> dialogId);

    /** Whether this request is looked at; if not, it has never come. */
    boolean isOpenTo(SIPRequest request, Transport transport, InetSocketAddress source);

    /** Whether this source is told that what it sent was not understood. */
    boolean isOpenTo(InetSocketAddress source);
}
