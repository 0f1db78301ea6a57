package io.antiphon.sip.core;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.SipRuntime;
import io.antiphon.sip.Transport;
import io.antiphon.sip.dns.Locator;
import io.antiphon.sip.dns.NameServers;
import io.antiphon.sip.wire.SipCounts;
import io.antiphon.sip.wire.Wire;
import io.antiphon.time.Timers;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.address.Hop;
import javax.sip.message.Request;

/** What calls and registrations share. Sip thread, but for {@link #post}. */
final class Core {

    final SipConfig config;
    final SipRuntime runtime;
    final Timers timers;
    final Wire wire;
    final Reach reach;
    final Messages messages;
    final RandomGenerator random;
    final Population population;
    final Dialled dialled = new Dialled(this);
    final Routes routes;
    final Shunned shunned;
    final Locator locator;
    private final NameServers names;
    final Registrar registrar;
    final Doorman doorman;
    private final EventLoop loop;
    private final SipCounts counts;
    private Optional<SipProvider> provider = Optional.empty();

    Core(SipConfig config, SipRuntime runtime, EventLoop loop, Wiring wiring) {
        this.config = config;
        this.runtime = runtime;
        this.loop = loop;
        this.timers = wiring.timers();
        this.wire = wiring.wire();
        this.reach = wiring.reach();
        this.counts = wiring.counts();
        this.random = wiring.random();
        this.population = wiring.population();
        this.messages = new Messages(reach, config.userAgent());
        this.routes = new Routes(messages);
        this.shunned = new Shunned(timers);
        this.names = new NameServers(loop, runtime.clock(), config.carriage().nameServers());
        this.locator = new Locator(names, reach, random);
        this.registrar = new Registrar(this);
        this.doorman = new Doorman(this);
    }

    /** Everything below the calls. */
    record Wiring(Timers timers, Wire wire, Reach reach, SipCounts counts, RandomGenerator random,
            Population population) {}

    void provider(SipProvider made) {
        provider = Optional.of(made);
    }

    SipProvider provider() {
        return provider.orElseThrow(() -> new IllegalStateException("SIP has not started"));
    }

    /** Any thread: runs on the sip thread, at once if this is it. After the end of SIP nothing is left to do. */
    void post(Wire.Deed deed) {
        if (loop.inEventLoop()) {
            wire.guarded(deed);
            return;
        }
        try {
            loop.execute(() -> wire.guarded(deed));
        } catch (RejectedExecutionException closed) {
            counts.count(SipMeter.SENDS_FAILED);
        }
    }

    void count(SipMeter meter) {
        counts.count(meter);
    }

    /** For whoever is told 503; spread over 5 to 30 s, or everybody would come back at once. */
    String retryAfter() {
        return Integer.toString(random.nextInt(5, 31));
    }

    boolean supports(Transport transport) {
        return reach.speaks(transport);
    }

    /** Any thread. */
    void close() {
        names.close();
    }

    /** The wire could not deliver this. Whoever waits for the answer need not wait any longer. */
    void undeliverable(SIPRequest request, String why) {
        var stack = (SIPTransactionStack) provider().getSipStack();
        if (stack.findTransaction(request, false) instanceof SIPClientTransaction transaction
                && transaction.getApplicationData() instanceof Replies replies) {
            replies.undeliverable(why);
        }
    }

    void cancel(ClientTransaction invite, Hop hop) throws SipException {
        var request = invite.createCancel();
        FixedRouter.route(request, hop);
        send(request, Replies.IGNORED);
    }

    /** Sends a request outside any dialog. */
    ClientTransaction send(Request request, Replies replies) throws SipException {
        var transaction = provider().getNewClientTransaction(request);
        transaction.setApplicationData(replies);
        transaction.sendRequest();
        return transaction;
    }
}
